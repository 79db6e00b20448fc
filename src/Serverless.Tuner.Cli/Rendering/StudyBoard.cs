using Serverless.Tuner.Cli.Watching;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A study while it is watched on a terminal: progress, best so far, money, time, and the last trials.</summary>
internal static class StudyBoard
{
    /// <summary>What stands around the trials: the title, the progress, the summary, the table's frame.</summary>
    private const int OtherLines = 14;

    private const int LeastTrials = 4;

    public static IRenderable Of(StudySnapshot snapshot, IReadOnlyList<TrialView> recent, int width, int height)
    {
        var study = snapshot.Study;
        var parts = new List<IRenderable>
        {
            new Rule(Markup.Escape(study.Name)).LeftJustified().RuleStyle(new Style(Colors.Of(study.State))),
            Progress(study),
            StudySummaryGrid.Of(study, snapshot.At, snapshot.Left),
        };
        var trials = Shown(recent, snapshot.Running, Math.Max(LeastTrials, (height - OtherLines) / TrialTable.MostLines));
        if (trials.Count > 0) parts.Add(TrialTable.Of(trials, study.Spec, study.Best?.Number, snapshot.At, width));
        if (snapshot.Remark is { } remark) parts.Add(new Text(remark, new Style(Color.Yellow)));
        if (snapshot.Silence is { } silence) parts.Add(new Text(silence, new Style(Color.Yellow)));
        return new Rows(parts);
    }

    /// <summary>As many trials as there is room for, those that run first, and the last one that has ended; what leaves the screen would
    /// not be seen.</summary>
    private static List<TrialView> Shown(IReadOnlyList<TrialView> recent, IReadOnlyList<TrialView> running, int room)
    {
        var shown = running.Take(Math.Min(StudyFeed.MostRunning, room - Math.Min(1, recent.Count))).ToArray();
        return [.. recent.TakeLast(room - shown.Length), .. shown];
    }

    private static ProgressBar Progress(StudyView study)
    {
        var counts = study.Counts;
        var parts = new List<ProgressBar.Part>();
        Add(TrialState.Complete, counts.Complete, '█');
        Add(TrialState.Pruned, counts.Pruned, '▒');
        Add(TrialState.Failed, counts.Failed, 'x');
        Add(TrialState.Running, counts.Running, '>');
        var left = Math.Max(0, study.Spec.Trials - counts.Ended - counts.Running);
        // When it is ending, no further trial begins.
        if (left > 0 && study is { State: StudyState.Running, StopReason: null }) parts.Add(new("to come", left, '·', Color.Grey));
        return new ProgressBar(parts);

        void Add(TrialState state, int count, char sign)
        {
            if (count > 0) parts.Add(new(Format.State(state), count, sign, Colors.Of(state)));
        }
    }
}
