using Serverless.Tuner.Benchmarks.App;

namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>A study opened in a new window, with nothing cached.</summary>
/// <param name="Shown">Seconds until its key figures were there.</param>
/// <param name="Drawn">Seconds until every chart of the page was drawn, and two frames had passed.</param>
/// <param name="Kilobytes">What was transferred, compressed as it was.</param>
internal sealed record Visit(double Shown, double Drawn, double Kilobytes)
{
    private const string Watch = """
        window.times = {};
        window.finished = new Promise(done => {
            const look = () => {
                if (!window.times.shown && document.querySelector('main .tile') && document.querySelector('.tabs a'))
                    window.times.shown = performance.now();
                const history = document.querySelector('[data-chart="Optimization history"] canvas');
                if (window.times.shown && history && !document.querySelector('[aria-busy=true]'))
                    requestAnimationFrame(() => requestAnimationFrame(() => { window.times.drawn = performance.now(); done(); }));
                else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        });
        """;

    /// <summary>Opens it.</summary>
    public static async Task<Visit> OpenAsync(BenchServer server, BenchBrowser browser, string study)
    {
        var page = await browser.OpenAsync(server.Token);
        page.SetDefaultTimeout(120_000);
        await page.AddInitScriptAsync(Watch);
        var bytes = await TransferredBytes.CountAsync(page);
        await page.GotoAsync($"{server.Url}#/studies/{study}");
        await page.EvaluateAsync("() => window.finished");
        var (shown, drawn) = (
            await page.EvaluateAsync<double>("() => window.times.shown"), await page.EvaluateAsync<double>("() => window.times.drawn"));
        await page.Context.CloseAsync();
        return new(shown / 1000, drawn / 1000, bytes.All.Sum(answer => answer.Bytes) / 1024.0);
    }
}
