using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>The dashboard in a window, opened by the link with the token, with all that a browser has to complain about.</summary>
internal sealed class Dashboard : WatchedPage
{
    private readonly Uri _server;

    private Dashboard(IBrowserContext window, IPage page, Uri server)
        : base(window, page) =>
        _server = server;

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
        // That a plan is refused while it is being typed is what is shown beside the form; the browser logs every such answer.
        await dashboard.WatchAsync(
            asked => asked.StartsWith(server.AbsoluteUri, StringComparison.Ordinal)
                || asked.StartsWith("blob:", StringComparison.Ordinal),
            logged => logged.Contains("/v1/tuner/plan", StringComparison.Ordinal));
        await RecordedAnalyses.ServeAsync(page, served);
        await page.GotoAsync(key is null ? server.AbsoluteUri : $"{server}#token={Uri.EscapeDataString(key)}");
        return dashboard;
    }

    /// <summary>Goes to a place of the dashboard, and waits until nothing is loading any more.</summary>
    public async Task GoAsync(string place)
    {
        await Page.GotoAsync($"{_server}#{place}");
        await SettleAsync();
    }
}
