using System.Globalization;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Studies as a table.</summary>
internal static class StudyTable
{
    /// <summary>The studies in the order given.</summary>
    public static Table Of(IEnumerable<StudySummary> studies)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("study"));
        table.AddColumn(new TableColumn("state"));
        table.AddColumn(new TableColumn("objective"));
        table.AddColumn(new TableColumn("trials").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("best").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("spent"));
        table.AddColumn(new TableColumn("created (UTC)").NoWrap());
        foreach (var study in studies)
        {
            table.AddRow(
                new Text(study.Name, new Style(decoration: Decoration.Bold)),
                new Text(Format.State(study.State, study.StopReason), new Style(Colors.Of(study.State))),
                new Text(study.Objective),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{study.Counts.Ended} / {study.Trials}")),
                new Text(study.BestValue is { } best ? Format.Value(best) : "–"),
                new Text(Format.Money(study.Ledger)),
                new Text(Format.Time(study.CreatedAt)));
        }

        return table;
    }
}
