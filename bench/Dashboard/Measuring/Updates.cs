using Microsoft.Playwright;
using Serverless.Tuner.Benchmarks.App;

namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>What a page is sent while its study goes on.</summary>
/// <param name="LargestKilobytes">The largest update.</param>
/// <param name="MedianKilobytes">The median one.</param>
internal sealed record Updates(double LargestKilobytes, double MedianKilobytes)
{
    private const int Trials = 20;

    private const string Shows = """
        ended => [...document.querySelectorAll('.tile')]
            .map(tile => /Trials\s*([\d,]+)/.exec(tile.innerText))
            .some(shown => shown !== null && Number(shown[1].replaceAll(',', '')) >= ended)
        """;

    /// <summary>Lets a study that has ended go on for some trials, and looks on.</summary>
    public static async Task<Updates> MeasureAsync(
        BenchServer server, IPage page, string study, int trials, CancellationToken cancellationToken)
    {
        await server.Client.ExtendStudyAsync(study, new ExtendRequest { Trials = trials + Trials }, cancellationToken);
        var bytes = await TransferredBytes.CountAsync(page);
        await page.GotoAsync($"{server.Url}#/studies/{study}");
        var tile = page.Locator(".tile").Filter(new() { HasText = "Trials" }).First;
        await tile.WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')", null, new() { Timeout = 120_000 });
        var before = bytes.All.Count;
        for (var i = 0; i < Trials; i++)
        {
            var given = await server.Client.SuggestAsync(study, cancellationToken: cancellationToken);
            foreach (var trial in given.Trials)
                await server.Client.CompleteAsync(study, trial.Number, new CompleteRequest(trial.Lease, [0.5]), cancellationToken);
            // The page has seen it once its figures say so; it may know of the next one, too.
            var ended = (await server.Client.GetStudyAsync(study, cancellationToken)).Counts.Ended;
            await page.WaitForFunctionAsync(Shows, ended, new() { Timeout = 60_000 });
        }

        var updates = bytes.All.Skip(before).Where(answer => answer.Url.Contains("?since=", StringComparison.Ordinal))
            .Select(answer => answer.Bytes / 1024).ToArray();
        return new(updates.Max(), Quantiles.Of(updates, 0.5));
    }
}
