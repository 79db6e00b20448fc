using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>A page of ours in a window of its own, with all that a browser has to complain about.</summary>
internal abstract class WatchedPage(IBrowserContext window, IPage page) : IAsyncDisposable
{
    private const string KeepViolations =
        "window.violations = []; document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective));";

    private readonly List<string> _complaints = [];

    public IPage Page => page;

    /// <summary>Waits until there is a heading, and nothing is loading any more.</summary>
    public async Task SettleAsync()
    {
        await Page.Locator("h1").First.WaitForAsync();
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

    public ValueTask DisposeAsync() => window.DisposeAsync();

    /// <summary>Listens to what the page logs and asks for, from now on.</summary>
    /// <param name="mayAsk">Whether it may ask for an address.</param>
    /// <param name="mayLog">Whether something at an address may be logged as an error.</param>
    protected async Task WatchAsync(Func<string, bool> mayAsk, Func<string, bool> mayLog)
    {
        await page.AddInitScriptAsync(KeepViolations);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !mayLog(message.Location))
                Complain($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Complain($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!mayAsk(request.Url)) Complain($"request to {request.Url}");
        };
    }

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
