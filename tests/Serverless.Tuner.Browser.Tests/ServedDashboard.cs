using Microsoft.Playwright;
using Serverless.Tuner.Browser.Tests;

[assembly: AssemblyFixture(typeof(ServedDashboard))]

namespace Serverless.Tuner.Browser.Tests;

/// <summary>A server with studies to show, for all tests of the dashboard.</summary>
public sealed class ServedDashboard : IAsyncDisposable
{
    private readonly Lazy<Task<Served>> _served = new(StartAsync);

    internal Task<Served> Server => _served.Value;

    public async ValueTask DisposeAsync()
    {
        if (_served.IsValueCreated) await (await _served.Value).DisposeAsync();
    }

    /// <summary>Opens the dashboard by its link; by none when <paramref name="hasKey"/> is false.</summary>
    internal async Task<Dashboard> OpenAsync(
        Browser browser, int width = 1440, ColorScheme theme = ColorScheme.Light, bool hasKey = true)
    {
        var served = await Server;
        var token = (await File.ReadAllTextAsync(Path.Combine(served.Data, "token"))).Trim();
        return await Dashboard.OpenAsync(browser, served, hasKey ? token : null, width, theme);
    }

    private static async Task<Served> StartAsync()
    {
        var served = await Served.StartAsync();
        await DashboardStudies.FillAsync(served.Client);
        return served;
    }
}
