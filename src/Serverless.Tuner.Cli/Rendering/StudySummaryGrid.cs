using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>What there is to know about a study at a glance, a line each.</summary>
internal static class StudySummaryGrid
{
    /// <summary>The lines for a study at a time.</summary>
    public static Grid Of(StudyView study, DateTimeOffset now)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        Add("state", Format.State(study.State, study.StopReason));
        Add("trials", $"{study.Counts.Ended} of {study.Spec.Trials} ended: {Format.Counts(study.Counts)}");
        if (study.Best is { } best) Add("best", $"{Format.Values(best.Values)} by trial {best.Number}: {Format.Parameters(best.Parameters)}");
        if (study.Ledger.LimitUsd is not null || study.Ledger.SpentUsd > 0) Add("spent", Format.Money(study.Ledger));
        Add("time", Time(study, now));
        return grid;

        void Add(string label, string text) => grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));
    }

    private static string Time(StudyView study, DateTimeOffset now)
    {
        if (study.EndedAt is { } end) return Format.Duration(end - study.CreatedAt);
        var elapsed = now - study.CreatedAt;
        var time = Format.Duration(elapsed);
        var ended = study.Counts.Ended;
        if (ended > 0 && ended < study.Spec.Trials) time += $", about {Format.Duration(elapsed * (study.Spec.Trials - ended) / ended)} left";
        return study.Deadline is { } deadline ? $"{time}, {Format.Duration(deadline - now)} until its deadline" : time;
    }
}
