using Microsoft.Playwright;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;

namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>Measures the dashboard in a browser, against the embedded host on an Azurite of its own.</summary>
internal static class DashboardBenchmark
{
    private const int Visits = 3;

    /// <summary>Measures studies of each size.</summary>
    public static async Task<IReadOnlyList<DashboardFigure>> RunAsync(
        CliEnvironment environment, IReadOnlyList<int> sizes, CancellationToken cancellationToken)
    {
        var figures = new List<DashboardFigure>();
        await using var server = await BenchServer.StartAsync(environment, cancellationToken);
        await using var browser = await BenchBrowser.StartAsync();
        foreach (var trials in sizes)
        {
            environment.Terminal.Error.WriteLine($"A study of {trials} trials is brought in ...");
            var study = await LargeStudy.BringAsync(server.Client, trials, cancellationToken);
            environment.Terminal.Error.WriteLine("It is looked at ...");
            Add(await OpeningAsync(server, browser, study, trials));
            Add(await ScrollingAsync(server, browser, study, trials));
            Add(await UpdatesAsync(server, browser, study, trials, cancellationToken));
        }

        return figures;

        void Add(IReadOnlyList<DashboardFigure> measured)
        {
            figures.AddRange(measured);
            foreach (var figure in measured) environment.Terminal.Error.WriteLine($"  {figure.What}: {figure.Value:0.##} {figure.Unit}");
        }
    }

    private static async Task<IReadOnlyList<DashboardFigure>> OpeningAsync(
        BenchServer server, BenchBrowser browser, string study, int trials)
    {
        var first = await Visit.OpenAsync(server, browser, study);
        var visits = new List<Visit>();
        for (var i = 0; i < Visits; i++) visits.Add(await Visit.OpenAsync(server, browser, study));
        var allowed = 1.5 + (1.5 * Math.Clamp((trials - 10_000) / 40_000.0, 0, 1));
        return
        [
            new(trials, "first visit, when the server has read nothing yet: key figures there", first.Shown, "s"),
            new(trials, "first visit: every chart drawn", first.Drawn, "s"),
            new(trials, "key figures there, tabs and buttons answer", Median(visits, v => v.Shown), "s"),
            new(trials, "interactive: every chart drawn, nothing left to do", Median(visits, v => v.Drawn), "s", allowed),
            new(trials, "transferred for it", Median(visits, v => v.Kilobytes), "KB"),
        ];
    }

    private static async Task<IReadOnlyList<DashboardFigure>> ScrollingAsync(
        BenchServer server, BenchBrowser browser, string study, int trials)
    {
        var page = await browser.OpenAsync(server.Token);
        await page.GotoAsync($"{server.Url}#/studies/{study}?tab=trials");
        var scrolled = await Scroll.RunAsync(browser, page);
        await page.Context.CloseAsync();
        return
        [
            new(trials, "longest task while the table scrolls, in a trace", scrolled.LongestTask, "ms", 100),
            new(trials, "longest time between two frames meanwhile", scrolled.LongestGap, "ms", 100),
            new(trials, "to the last row and back: until it is there", scrolled.SecondsToEnd, "s"),
            new(trials, "the page's own memory afterwards (heap)", scrolled.HeapMegabytes, "MB", 150),
            new(trials, "its process's memory, Chromium's own part with it", scrolled.ProcessMegabytes, "MB"),
        ];
    }

    private static async Task<IReadOnlyList<DashboardFigure>> UpdatesAsync(
        BenchServer server, BenchBrowser browser, string study, int trials, CancellationToken cancellationToken)
    {
        var page = await browser.OpenAsync(server.Token);
        var updates = await Updates.MeasureAsync(server, page, study, trials, cancellationToken);
        await page.Context.CloseAsync();
        return
        [
            new(trials, "largest update of the running study", updates.LargestKilobytes, "KB", 5),
            new(trials, "an update in the middle", updates.MedianKilobytes, "KB"),
        ];
    }

    private static double Median(IEnumerable<Visit> visits, Func<Visit, double> of) => Quantiles.Of(visits.Select(of), 0.5);
}
