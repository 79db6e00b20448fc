namespace Serverless.Tuner.Cli.Rendering;

/// <summary>What a study has found.</summary>
internal static class BestReport
{
    /// <summary>Of more of what the objective noted, `study trial` shows the rest.</summary>
    private const int MostNotes = 8;

    private static readonly Dictionary<string, string> NoNotes = [];

    /// <summary>Writes why the study ended, what became of its trials and money, its best parameters and its best trials.</summary>
    public static void Write(IAnsiConsole output, StudyView study, IReadOnlyList<TrialView> best)
    {
        output.WriteLine($"{study.Name}: {Format.State(study.State, study.StopReason)}; {Format.Summary(study.Counts, study.Ledger)}.");
        if (study.Error is { } error) output.WriteLine(error);
        if (best.Count == 0)
        {
            output.WriteLine(study.Counts.Complete > 0
                ? $"No complete trial keeps every constraint; `./tuner study trial {study.Name} NUMBER` shows by how much one breaks them."
                : $"No trial is complete; `./tuner study trials {study.Name}` shows why, `./tuner study trial {study.Name} NUMBER` the "
                    + $"whole reason.");
        }
        else
        {
            if (study.Spec.Directions.Count == 1) WriteParameters(output, study.Spec, best[0]);
            output.WriteLine((study.Spec.Directions.Count, best.Count) switch
            {
                ( > 1, 1) => "1 trial of the Pareto front: none is better than another in every value.",
                ( > 1, _) => $"{best.Count} trials of the Pareto front: none is better than another in every value.",
                (_, 1) => "The best trial:",
                _ => $"The {best.Count} best trials:",
            });
            output.Write(TrialTable.Of(best, best[0].Number, study: study.Spec));
        }
    }

    private static void WriteParameters(IAnsiConsole output, StudySpec study, TrialView best)
    {
        var called = study.ValueNames is null ? "" : $" {ValueNames.Of(study)[0]}";
        output.WriteLine(
            $"Best{called}: {Format.Values(best.Values)} by trial {best.Number} "
            + $"with{(best.Parameters.Count == 0 ? " no parameters" : "")}");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn();
        foreach (var (name, value) in best.Parameters)
            grid.AddRow(new Text(name), new Text(Format.Parameter(value), new Style(Color.Green)));
        foreach (var (name, text) in (best.Attributes ?? NoNotes).Take(MostNotes))
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(TrialLine.OneLine(text)));
        output.Write(grid);
    }
}
