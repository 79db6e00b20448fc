using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.DashboardBenchmarks.Pictures;

/// <summary>Pictures of the dashboard, with studies that are run for them.</summary>
internal static class StudyScreenshots
{
    private static readonly (string Name, string Place, ColorScheme Theme)[] s_pictures =
    [
        ("dashboard-study-light", "/studies/digits", ColorScheme.Light), ("dashboard-study-dark", "/studies/digits", ColorScheme.Dark),
        ("dashboard-charts-light", "/studies/digits?tab=analysis", ColorScheme.Light),
        ("dashboard-charts-dark", "/studies/digits?tab=analysis", ColorScheme.Dark),
    ];

    /// <summary>Runs the studies and makes the pictures.</summary>
    /// <returns>The files.</returns>
    public static async IAsyncEnumerable<string> MakeAsync(
        CliEnvironment environment, string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await using var server = await BenchServer.StartAsync(environment, cancellationToken);
        await PicturedStudies.RunAsync(server.Client, environment.Clock, cancellationToken);
        await using var browser = await BenchBrowser.StartAsync();
        foreach (var (name, place, theme) in s_pictures)
        {
            var page = await browser.OpenAsync(server.Token, width: 1280, height: 720, theme, scale: 0.75f);
            await page.GotoAsync($"{server.Url}#{place}");
            await page.Locator("main h1").WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')");
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var file = Path.Combine(folder, $"{name}.png");
            await File.WriteAllBytesAsync(file, SmallPng.Of(await page.ScreenshotAsync()), cancellationToken);
            await page.Context.CloseAsync();
            yield return file;
        }
    }
}
