using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>A page of another origin on this machine, in a browser.</summary>
internal sealed class AttackingPage : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly IBrowserContext _window;
    private readonly string _host;

    private AttackingPage(WebApplication site, IBrowserContext window, string host) => (_site, _window, _host) = (site, window, host);

    /// <summary>What its browser sent, and was answered.</summary>
    public BrowserTraffic Traffic { get; } = new();

    /// <summary>Puts the page on the network, without showing it yet.</summary>
    /// <param name="browser">Who shows it.</param>
    /// <param name="host">The name that it is at: to a server on 127.0.0.1,
    /// another port there is the same site, and localhost is another one.</param>
    public static async Task<AttackingPage> StartAsync(Browser browser, string host)
    {
        var window = await browser.OpenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/", () => Results.Content("<!doctype html><title>Kittens</title><h1>Kittens</h1>", "text/html"));
        await site.StartAsync();
        return new AttackingPage(site, window, host);
    }

    /// <summary>Shows the page in a new tab.</summary>
    public async Task<IPage> OpenAsync()
    {
        var page = await _window.NewPageAsync();
        await Traffic.ListenAsync(page);
        await page.GotoAsync($"http://{_host}:{new Uri(_site.Urls.Single()).Port}/");
        return page;
    }

    /// <summary>Shows the page in a new tab and runs a script there.</summary>
    /// <returns>What the script found out, each piece under a name.</returns>
    public async Task<Dictionary<string, string>> RunAsync(string script, object argument) =>
        await (await OpenAsync()).EvaluateAsync<Dictionary<string, string>>(script, argument);

    public async ValueTask DisposeAsync()
    {
        await _window.DisposeAsync();
        await _site.DisposeAsync();
    }
}
