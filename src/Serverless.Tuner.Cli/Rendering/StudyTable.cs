using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Studies as a table.</summary>
internal static class StudyTable
{
    private const int AroundCell = 3;

    private static readonly Column Name = new("study", study => study.Name, _ => new Style(decoration: Decoration.Bold), Wraps: true);
    private static readonly Column State = new("state", LongState, StateStyle);
    private static readonly Column ShortState = new(
        "state",
        study => Format.IsPaused(study.Waiting) ? "paused" : Format.State(study.State, isEnding: study.StopReason is not null),
        StateStyle);
    private static readonly Column Objective = new("objective", study => study.Objective);
    private static readonly Column Trials = new(
        "trials", study => string.Create(CultureInfo.InvariantCulture, $"{study.Counts.Ended} / {study.Trials}"), IsRight: true);
    private static readonly Column Best = new("best", study => study.BestValue is { } best ? Format.Value(best) : "–", IsRight: true);
    private static readonly Column Spent = new("spent", study => Format.Money(study.Ledger));
    private static readonly Column Created = new("created (UTC)", study => Format.Time(study.CreatedAt));
    private static readonly Column CreatedDay = new("created", study => Format.Day(study.CreatedAt));

    /// <summary>From most to fewest columns; the first choice that fits the terminal is shown.</summary>
    private static readonly Column[][] Choices =
    [
        [Name, State, Objective, Trials, Best, Spent, Created],
        [Name, State, Objective, Trials, Best, Spent, CreatedDay],
        [Name, ShortState, Objective, Trials, Best, Spent, CreatedDay],
        [Name, ShortState, Trials, Best, Spent, CreatedDay],
        [Name, ShortState, Trials, Best, Spent],
        [Name, ShortState, Trials, Best],
    ];

    public static Table Of(IReadOnlyCollection<StudySummary> studies, int width)
    {
        var columns = Choices.FirstOrDefault(choice => Width(choice, studies) <= width) ?? Choices[^1];
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var column in columns)
        {
            var shown = new TableColumn(column.Header) { NoWrap = !column.Wraps };
            table.AddColumn(column.IsRight ? shown.RightAligned() : shown);
        }

        foreach (var study in studies) table.AddRow(columns.Select(column => new Text(column.Text(study), column.Style?.Invoke(study))));
        return table;
    }

    private static int Width(IEnumerable<Column> columns, IReadOnlyCollection<StudySummary> studies) =>
        1 + columns.Sum(
            column => AroundCell + studies.Select(study => VisibleText.Line(column.Text(study)).Length).Append(column.Header.Length).Max());

    private static string LongState(StudySummary study) =>
        Format.State(study.State, study.StopReason, study.Waiting)
            + (study.Waiting is { } waiting ? $", waits for {Format.Waiting(waiting)}" : "");

    private static Style StateStyle(StudySummary study) => new(Colors.Of(study.State));

    private sealed record Column(
        string Header, Func<StudySummary, string> Text, Func<StudySummary, Style>? Style = null, bool IsRight = false, bool Wraps = false);
}
