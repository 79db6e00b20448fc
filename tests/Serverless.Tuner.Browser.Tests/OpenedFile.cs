using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>A page from the disk, which may ask for nothing but itself.</summary>
internal sealed class OpenedFile : WatchedPage
{
    private OpenedFile(IBrowserContext window, IPage page)
        : base(window, page)
    {
    }

    public static async Task<OpenedFile> OpenAsync(Browser browser, string file, ColorScheme theme)
    {
        var window = await browser.OpenAsync(new()
        {
            ViewportSize = new() { Width = 1440, Height = 900 },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var opened = new OpenedFile(window, await window.NewPageAsync());
        var url = new Uri(file).AbsoluteUri;
        await opened.WatchAsync(
            asked => asked == url || asked.StartsWith("blob:", StringComparison.Ordinal)
                || asked.StartsWith("data:", StringComparison.Ordinal),
            _ => false);
        await opened.Page.GotoAsync(url);
        return opened;
    }
}
