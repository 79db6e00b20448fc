using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>The dashboard in a window, opened by the link with the token, with all that a browser has to complain about.</summary>
internal sealed class Dashboard : IAsyncDisposable
{
    private const string KeepViolations =
        "window.violations = []; document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective));";

    private readonly IBrowserContext _window;
    private readonly Uri _server;
    private readonly List<string> _complaints = [];

    private Dashboard(IBrowserContext window, IPage page, Uri server) => (_window, Page, _server) = (window, page, server);

    public IPage Page { get; }

    /// <summary>Opens it with a key; without one when it is null.</summary>
    public static async Task<Dashboard> OpenAsync(
        Browser browser, Served served, string? key, int width = 1440, ColorScheme theme = ColorScheme.Light)
    {
        var server = served.Url;
        var window = await browser.OpenAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await window.NewPageAsync();
        var dashboard = new Dashboard(window, page, server);
        await page.AddInitScriptAsync(KeepViolations);
        await RecordedAnalyses.ServeAsync(page, served);
        page.Console += (_, message) =>
        {
            // That a plan is refused while it is being typed is what is shown beside the form; the browser logs every such answer.
            if (message.Type is "error" or "warning" && !message.Location.Contains("/v1/tuner/plan", StringComparison.Ordinal))
                dashboard.Complain($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => dashboard.Complain($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.AbsoluteUri, StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                dashboard.Complain($"request to {request.Url}");
        };
        await page.GotoAsync(key is null ? server.AbsoluteUri : $"{server}#token={Uri.EscapeDataString(key)}");
        return dashboard;
    }

    /// <summary>Goes to a place of the dashboard, and waits until nothing is loading any more.</summary>
    public async Task GoAsync(string place)
    {
        await Page.GotoAsync($"{_server}#{place}");
        await SettleAsync();
    }

    /// <summary>Waits until there is a heading, and nothing is loading any more.</summary>
    public async Task SettleAsync()
    {
        await Page.Locator("main h1").First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')");
        // What was loaded is drawn in the frame after next.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /// <summary>Nothing was logged as an error, nothing asked of elsewhere, and the policy not broken.</summary>
    public async Task AssertCleanAsync()
    {
        lock (_complaints) Assert.Empty(_complaints);
        Assert.Empty(await Page.EvaluateAsync<string[]>("() => window.violations"));
    }

    /// <summary>Everybody can use what is shown, by WCAG 2.2 A and AA.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe(new()
        {
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        Assert.True(
            result.Violations.Length == 0,
            string.Join('\n', result.Violations.Select(
                v => $"{v.Id}: {v.Help}\n  {string.Join("\n  ", v.Nodes.Take(4).Select(n => $"{n.Html}"))}")));
    }

    /// <summary>Nothing is wider than the window, but for what scrolls by itself.</summary>
    public async Task AssertFitsAsync()
    {
        var (content, window) = await WidthsAsync();
        Assert.True(content <= window, $"{Page.Url}: the page is {content} wide, the window {window}");
    }

    /// <summary>How many pixels of each chart have a colour: axes and texts are grey, what was measured is not.</summary>
    public async Task<Dictionary<string, int>> PixelsAsync() =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(await Page.EvaluateAsync<string>("""
            () => {
                const found = {};
                for (const chart of document.querySelectorAll('[data-chart]')) {
                    let count = 0;
                    for (const canvas of chart.querySelectorAll('canvas')) {
                        if (canvas.width === 0 || canvas.height === 0) continue;
                        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                        for (let i = 0; i < data.length; i += 4) {
                            const [red, green, blue] = [data[i], data[i + 1], data[i + 2]];
                            if (data[i + 3] > 60 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) count++;
                        }
                    }
                    for (const bar of chart.querySelectorAll('.bar-front')) count += Math.round(bar.getBoundingClientRect().width);
                    for (const cell of chart.querySelectorAll('.matrix td.strong')) count += Math.round(cell.getBoundingClientRect().width);
                    found[chart.dataset.chart] = count;
                }
                return JSON.stringify(found);
            }
            """))!;

    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("TUNER_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();

    private async Task<(int Content, int Window)> WidthsAsync()
    {
        var widths = await Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        return (widths[0], widths[1]);
    }

    private void Complain(string text)
    {
        lock (_complaints) _complaints.Add(text);
    }
}
