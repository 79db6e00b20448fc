using Serverless.Tuner.Cli.Watching;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A study while it is watched on a terminal: progress, best so far, money, time, and the last trials.</summary>
internal static class StudyBoard
{
    private const int MostRunning = 8;

    public static IRenderable Of(StudySnapshot snapshot, IReadOnlyList<TrialView> recent, int width)
    {
        var study = snapshot.Study;
        var parts = new List<IRenderable>
        {
            new Rule(Markup.Escape(study.Name)).LeftJustified().RuleStyle(new Style(Colors.Of(study.State))),
            Progress(study),
            StudySummaryGrid.Of(study, snapshot.At, snapshot.Left),
        };
        var trials = recent.Concat(snapshot.Running.Take(MostRunning)).ToList();
        if (trials.Count > 0) parts.Add(TrialTable.Of(trials, study.Best?.Number, snapshot.At, width, study.Spec));
        if (snapshot.IsStale) parts.Add(new Text("The server does not answer; trying again …", new Style(Color.Yellow)));
        return new Rows(parts);
    }

    private static BreakdownChart Progress(StudyView study)
    {
        var counts = study.Counts;
        var chart = new BreakdownChart().FullSize();
        Add(TrialState.Complete, counts.Complete);
        Add(TrialState.Pruned, counts.Pruned);
        Add(TrialState.Failed, counts.Failed);
        Add(TrialState.Running, counts.Running);
        if (study.State != StudyState.Running || study.StopReason is not null) return chart; // No further trial begins.
        var left = Math.Max(0, study.Spec.Trials - counts.Ended - counts.Running);
        if (left > 0) chart.AddItem("to come", left, Color.Grey23);
        return chart;

        void Add(TrialState state, int count)
        {
            if (count > 0) chart.AddItem(Format.State(state), count, Colors.Of(state));
        }
    }
}
