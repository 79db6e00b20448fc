using Microsoft.Playwright;
using Serverless.Tuner.Browser.Tests;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Serverless.Tuner.Browser.Tests;

/// <summary>A real Chromium, if this machine has one.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>A name that is this machine to this browser: what a page of elsewhere makes of its own name.</summary>
    public const string ReboundName = "rebound.example";

    private static readonly string? Executable = ((string[])
        ["/usr/bin/chromium", "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]).FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Executable is null) return;
        _playwright = await Playwright.CreateAsync();
        // Two cores may have more to do than this page.
        Assertions.SetDefaultExpectTimeout(30_000);
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Executable, Args = [$"--host-resolver-rules=MAP {ReboundName} 127.0.0.1"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A window of its own, without anything that others left.</summary>
    public Task<IBrowserContext> OpenAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium here: apt-get install chromium.");
        return _browser!.NewContextAsync(options);
    }
}
