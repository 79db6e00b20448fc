namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A study at a glance.</summary>
internal static class StudySummaryGrid
{
    public static Grid Of(StudyView study, DateTimeOffset now, TimeSpan? left)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        Add("state", Format.State(study.State, study.StopReason, study.Waiting));
        if (study.Waiting is { } waiting) Add("waits for", Format.Waiting(waiting));
        if (study.Error is { } error) Add("error", LineOutput.LastOf(error));
        Add("trials", $"{study.Counts.Ended} of {study.Spec.Trials} ended: {Format.Summary(study.Counts, study.Ledger)}");
        if (study.Tags is { } tags) Add("tags", string.Join(", ", tags.Select(tag => $"{tag.Key}={tag.Value}")));
        if (study.Attributes?.GetValueOrDefault("note") is { } note) Add("note", TrialLine.OneLine(note));
        if (study.Best is { } best)
            Add("best", $"{Format.Values(best.Values, study.Spec)} by trial {best.Number}: {Format.Parameters(best.Parameters)}");
        if (study.WarmStart is { } warm) Add("warm start", WarmStart(warm, study.State));
        if (study.Mlflow is { } mlflow) Add("MLflow", Format.Mlflow(mlflow));
        if (study.Ledger.LimitUsd is not null || study.Ledger.SpentUsd > 0) Add("spent", Format.Money(study.Ledger));
        Add("time", Time(study, now, left));
        return grid;

        void Add(string label, string text) => grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));
    }

    // Versions before this one start a study as it is created, and do not say so.
    private static DateTimeOffset? Start(StudyView study) =>
        study.StartedAt ?? (study.State == StudyState.Pending ? null : study.CreatedAt);

    private static string WarmStart(WarmStartView warm, StudyState state)
    {
        if (warm.From.Count == 0) return "from no study: none was similar enough";
        var yet = state == StudyState.Ended ? "" : " so far";
        var rank = warm.BestWarmRank is { } place ? $", the best of them is number {place}{yet}" : "";
        var gain = warm.Gain is { } better ? $", {Format.Value(Math.Abs(better))} {(better < 0 ? "worse" : "better")} than without" : "";
        return $"{warm.Points} points from {string.Join(", ", warm.From.Select(study => study.Name))}{rank}{gain}";
    }

    private static string Time(StudyView study, DateTimeOffset now, TimeSpan? left)
    {
        if (study.EndedAt is { } end) return Format.Duration(end - (Start(study) ?? end));
        if (Start(study) is not { } start) return "not started";
        var time = Format.Duration(now - start);
        if (left is { } duration) time += $", about {Format.Duration(duration)} left";
        return study.Deadline is { } deadline ? $"{time}, {Format.Duration(deadline - now)} until its deadline" : time;
    }
}
