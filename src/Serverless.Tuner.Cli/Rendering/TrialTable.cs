using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Trials as a table.</summary>
internal static class TrialTable
{
    private const int LongestReason = 60;
    private const int LongestName = 24;

    /// <summary>The most that borders and the columns before the parameters take.</summary>
    private const int OtherColumns = 60;

    private const int LeastParameters = 16;
    private const int Brackets = 2;

    /// <summary>The trials in the order given, the best one emphasised. With
    /// <paramref name="oneLineWidth"/>, the width of the terminal, each
    /// trial takes one line; otherwise long texts are wrapped.</summary>
    public static Table Of(
        IEnumerable<TrialView> trials, int? best = null, DateTimeOffset? now = null, int? oneLineWidth = null, StudySpec? study = null)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("trial").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("state").NoWrap());
        var values = study is null ? "value" : string.Join(", ", ValueNames.Of(study));
        table.AddColumn(new TableColumn(new Text(Excerpt.Start(VisibleText.Line(values), LongestName))).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("time").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("cost").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("parameters"));
        foreach (var trial in trials)
        {
            var style = trial.Number == best ? new Style(decoration: Decoration.Bold) : Style.Plain;
            table.AddRow(
                new Text(trial.Number.ToString(CultureInfo.InvariantCulture), style),
                new Text(Format.State(trial), new Style(Colors.Of(trial.State))),
                new Text(Format.Values(trial.Values), style),
                new Text(Format.Duration(trial, now)),
                new Text(trial.CostUsd > 0 ? Format.Usd(trial.CostUsd) : "–"),
                new Text(
                    oneLineWidth is { } width
                        ? Clipped(trial, Math.Max(LeastParameters, width - OtherColumns))
                        : Notes(trial, LongestReason), style));
        }

        return table;
    }

    // The reason of a failure matters more than parameters.
    private static string Clipped(TrialView trial, int room) =>
        Excerpt.Start(VisibleText.Line(Notes(trial, Math.Min(LongestReason, room - Brackets))), room);

    private static string Notes(TrialView trial, int longestReason)
    {
        var parameters = Format.Parameters(trial.Parameters);
        if (trial.State is TrialState.Complete || trial.Reason is not { Length: > 0 } reason) return parameters;
        return $"[{TrialLine.OneLine(reason, longestReason)}] {parameters}";
    }
}
