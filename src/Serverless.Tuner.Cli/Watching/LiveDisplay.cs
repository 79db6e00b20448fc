using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Shows a study on a terminal, drawn anew with every snapshot.</summary>
internal sealed class LiveDisplay(IAnsiConsole output)
{
    private const int RecentTrials = 8;

    private readonly Queue<TrialView> _recent = new();

    /// <summary>Draws until the snapshots end; the study as it was last.</summary>
    public async Task<StudyView> ShowAsync(IAsyncEnumerable<StudySnapshot> snapshots)
    {
        StudyView? study = null;
        await output.Live(new Text("")).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async live =>
        {
            await foreach (var snapshot in snapshots)
            {
                study = snapshot.Study;
                foreach (var trial in snapshot.JustEnded.TakeLast(RecentTrials)) _recent.Enqueue(trial);
                while (_recent.Count > RecentTrials) _recent.Dequeue();
                live.UpdateTarget(StudyBoard.Of(snapshot, [.. _recent], output.Profile.Width));
            }
        });
        return study!;
    }
}
