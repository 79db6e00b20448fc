using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Shows a study as lines for a log, one for each trial that has ended.</summary>
internal static class LineDisplay
{
    /// <summary>Writes until the snapshots end; returns the study as it was last.</summary>
    public static async Task<StudyView> ShowAsync(IAnsiConsole output, IAsyncEnumerable<StudySnapshot> snapshots, bool fromStart)
    {
        StudySnapshot? last = null;
        var best = new BestSoFar();
        await foreach (var snapshot in snapshots)
        {
            if (snapshot.Silence != last?.Silence) output.WriteLine(snapshot.Silence ?? "The server answers again.");
            var isNews = fromStart || !snapshot.IsFirst;
            if (!isNews) output.WriteLine($"{snapshot.Study.Name}: {Format.Progress(snapshot.Study)}");
            foreach (var trial in snapshot.JustEnded)
            {
                var isBest = best.Improves(trial, snapshot.Study.Spec);
                if (isNews) output.WriteLine(TrialLine.Of(trial, snapshot.Study.Spec, isBest));
            }

            if (snapshot.Remark is { } remark && last?.Remark is null) output.WriteLine(remark);
            last = snapshot;
        }

        return last!.Study;
    }
}
