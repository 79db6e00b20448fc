using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Shows a study on a terminal, drawn anew with every snapshot.</summary>
internal static class LiveDisplay
{
    private const int RecentTrials = 8;

    /// <summary>Draws until the snapshots end; returns the study as it was last.</summary>
    public static async Task<StudyView> ShowAsync(IAnsiConsole output, IAsyncEnumerable<StudySnapshot> snapshots)
    {
        var recent = new Queue<TrialView>();
        StudyView? study = null;
        await output.Live(new Text("")).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async live =>
        {
            await foreach (var snapshot in snapshots)
            {
                study = snapshot.Study;
                foreach (var trial in snapshot.JustEnded.TakeLast(RecentTrials)) recent.Enqueue(trial);
                while (recent.Count > RecentTrials) recent.Dequeue();
                live.UpdateTarget(StudyBoard.Of(snapshot, [.. recent], output.Profile.Width, output.Profile.Height));
            }
        });
        return study!;
    }
}
