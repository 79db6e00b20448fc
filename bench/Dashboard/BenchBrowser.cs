using Microsoft.Playwright;
using Serverless.Tuner.Benchmarks;

namespace Serverless.Tuner.DashboardBenchmarks;

/// <summary>This machine's Chromium.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private static readonly string[] s_places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private readonly IPlaywright _playwright;

    private BenchBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; }

    /// <summary>Starts it.</summary>
    /// <exception cref="BenchmarkInputException">There is none.</exception>
    public static async Task<BenchBrowser> StartAsync()
    {
        var executable = s_places.FirstOrDefault(File.Exists)
            ?? throw new BenchmarkInputException("There is no Chromium here (Debian: apt-get install chromium).");
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable }));
    }

    /// <summary>Opens a window that has the key, as one has it after the link with the token.</summary>
    /// <param name="key">The key.</param>
    /// <param name="width">How wide the page is, in its own pixels.</param>
    /// <param name="height">How high it is.</param>
    /// <param name="theme">Light or dark.</param>
    /// <param name="scale">How many pixels of a picture one of the page's is.</param>
    public async Task<IPage> OpenAsync(
        string key, int width = 1440, int height = 900, ColorScheme theme = ColorScheme.Light, float scale = 1)
    {
        var window = await Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme,
            DeviceScaleFactor = scale,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await window.NewPageAsync();
        await page.AddInitScriptAsync($"sessionStorage.setItem('tuner.key', '{key}');");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
