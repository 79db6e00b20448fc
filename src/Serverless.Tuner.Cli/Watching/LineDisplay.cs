using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Shows a study as lines that a log can keep: one for each trial that has ended.</summary>
internal sealed class LineDisplay(IAnsiConsole output, bool fromStart)
{
    private bool _stale;

    /// <summary>Writes until the snapshots end; the study as it was last.</summary>
    public async Task<StudyView> ShowAsync(IAsyncEnumerable<StudySnapshot> snapshots)
    {
        StudyView? study = null;
        await foreach (var snapshot in snapshots)
        {
            study = snapshot.Study;
            Write(snapshot);
        }

        return study!;
    }

    private void Write(StudySnapshot snapshot)
    {
        if (snapshot.IsStale != _stale) output.WriteLine(snapshot.IsStale ? "The server does not answer; trying again ..." : "The server answers again.");
        _stale = snapshot.IsStale;

        if (snapshot.IsFirst && !fromStart)
        {
            output.WriteLine($"{snapshot.Study.Name}: {Format.Progress(snapshot.Study)}");
            return;
        }

        foreach (var trial in snapshot.JustEnded) output.WriteLine(TrialLine.Of(trial, snapshot.Study));
    }
}
