using System.Globalization;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Trials as a table.</summary>
internal static class TrialTable
{
    /// <summary>The most lines that a trial takes where the width is given.</summary>
    public const int MostLines = 2;

    private const int LongestReason = 60;
    private const int LeastReason = 30;
    private const int LongestName = 24;
    private const int LeastBesideNames = 24;
    private const int AroundCell = 3;
    private const int LeastColumns = 3;
    private const int LeastParameters = 16;
    private const int Brackets = 2;

    /// <summary>The trials in the order given, the best one emphasised.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="study">What they are trials of.</param>
    /// <param name="best">The number of the best one.</param>
    /// <param name="now">For the time that a running trial has taken so far.</param>
    /// <param name="width">The width of the terminal, when no trial is to take more than <see cref="MostLines"/>; otherwise long texts
    /// are wrapped.</param>
    /// <param name="metrics">The metrics to show, each in a column of its own.</param>
    /// <param name="terminal">The width of the terminal: the names of all values are shown where they leave enough of it to
    /// parameters.</param>
    public static Table Of(
        IEnumerable<TrialView> trials, StudySpec study, int? best = null, DateTimeOffset? now = null, int? width = null,
        IReadOnlyList<string>? metrics = null, int? terminal = null)
    {
        var rows = trials.ToArray();
        var columns = Columns(rows, study, now, metrics ?? [], int.MaxValue);
        if (terminal is null || columns.Sum(column => Width(column, rows)) + LeastBesideNames > terminal)
            columns = Columns(rows, study, now, metrics ?? [], LongestName);
        var room = width is { } all ? MakeRoom(columns, rows, all) : (int?)null;
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var column in columns)
        {
            var shown = new TableColumn(Markup.Escape(column.Header)).NoWrap();
            table.AddColumn(column.IsRight ? shown.RightAligned() : shown);
        }

        table.AddColumn(new TableColumn("parameters"));
        foreach (var trial in rows)
        {
            var style = trial.Number == best ? new Style(decoration: Decoration.Bold) : Style.Plain;
            table.AddRow([
                .. columns.Select(column => new Text(column.Of(trial), column.Style?.Invoke(trial) ?? style)),
                room is { } least ? Lines(trial, least, style) : new Text(Notes(trial, LongestReason), style)]);
        }

        return table;
    }

    private static List<Column> Columns(
        TrialView[] trials, StudySpec study, DateTimeOffset? now, IReadOnlyList<string> metrics, int longestName)
    {
        List<Column> columns =
        [
            new("trial", trial => trial.Number.ToString(CultureInfo.InvariantCulture)),
            new("state", Format.State, IsRight: false, trial => new Style(Colors.Of(trial.State))),
            new(Excerpt.Start(VisibleText.Line(string.Join(", ", ValueNames.Of(study))), longestName), Format.Values),
            .. metrics.Select(metric => new Column(metric, trial => Metric(trial, metric))),
            new("time", trial => Format.Duration(trial, now), Style: _ => Style.Plain),
        ];
        if (trials.Any(trial => trial.CostUsd > 0))
            columns.Add(new("cost", trial => trial.CostUsd > 0 ? Format.Usd(trial.CostUsd) : "–", Style: _ => Style.Plain));
        return columns;
    }

    private static string Metric(TrialView trial, string name) =>
        trial.Metrics?.TryGetValue(name, out var value) == true ? Format.Value(value) : "–";

    private static int Width(Column column, TrialView[] trials) =>
        AroundCell + trials.Select(trial => VisibleText.Line(column.Of(trial)).Length).Append(column.Header.Length).Max();

    /// <summary>Drops the last columns until all parameters fit; what a trial costs and takes is less than what it tries.</summary>
    /// <returns>The room for parameters.</returns>
    private static int MakeRoom(List<Column> columns, TrialView[] trials, int width)
    {
        while (true)
        {
            var room = Math.Max(LeastParameters, width - 1 - AroundCell - columns.Sum(column => Width(column, trials)));
            if (columns.Count <= LeastColumns || trials.All(trial => Wrap(Parameters(trial), room).Second.Length <= room)) return room;
            columns.RemoveAt(columns.Count - 1);
        }
    }

    private static string Parameters(TrialView trial) => VisibleText.Line(Format.Parameters(trial.Parameters));

    /// <summary>The parameters on a line, or on two.</summary>
    private static IRenderable Lines(TrialView trial, int room, Style style)
    {
        // The reason of a failure matters more than parameters.
        var (first, rest) = Wrap(VisibleText.Line(Notes(trial, LongestReasonIn(trial, room))), room);
        return rest.Length == 0
            ? new Text(first, style)
            : new Rows(new Text(first, style), new Text(Excerpt.Start(rest, rest.Length > room ? room - 1 : room), style));
    }

    /// <summary>A reason takes one line, or two where one is too short to tell anything.</summary>
    private static int LongestReasonIn(TrialView trial, int room)
    {
        var longest = room - Brackets;
        if (room >= LeastReason || trial.Reason is not { Length: > 0 } reason) return Math.Min(LongestReason, longest);
        longest += room;
        while (longest > room && Wrap(VisibleText.Line($"[{TrialLine.Short(reason, longest)}]"), room).Second.Length > room) longest--;
        return longest;
    }

    private static (string First, string Second) Wrap(string text, int room)
    {
        if (text.Length <= room) return (text, "");
        var end = text.LastIndexOf(' ', room);
        if (end <= 0) end = room;
        return (text[..end], text[end..].TrimStart());
    }

    private static string Notes(TrialView trial, int longestReason)
    {
        var parameters = $"{(trial.Hidden ? "(hidden) " : "")}{Format.Parameters(trial.Parameters)}";
        if (trial.State is TrialState.Complete || trial.Reason is not { Length: > 0 } reason) return parameters;
        return $"[{TrialLine.Short(reason, longestReason)}] {parameters}";
    }

    private sealed record Column(string Header, Func<TrialView, string> Of, bool IsRight = true, Func<TrialView, Style>? Style = null);
}
