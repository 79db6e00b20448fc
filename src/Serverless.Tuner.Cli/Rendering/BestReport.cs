using Serverless.Tuner.Cli.Servers;

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
        output.WriteLine($"{study.Name}: {Format.State(study.State, study.StopReason)}.");
        if (study.Error is { } error) output.WriteLines(error, indent: "  "); // So that none looks like one of ours.
        if (study is { StopReason: StopReason.Budget, ContinueWith: { } raise })
            output.WriteLine($"`{Installation.Own(raise)}` raises its limit and lets it go on.");
        if (best.Count == 0)
        {
            var command = $"{Installation.Command} study trial {study.Name} NUMBER";
            output.WriteLine(study.Counts.Complete > 0
                ? $"No complete trial keeps every constraint; `{command}` shows by how much one breaks them."
                : $"No trial is complete; `{Installation.Command} study trials {study.Name}` shows why, `{command}` the whole reason.");
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
            output.Write(TrialTable.Of(best, study.Spec, best[0].Number));
        }

        output.WriteLine(Outcome(study, best), new Style(best.Count > 0 ? Color.Green : Color.Red));
    }

    /// <summary><c>[OK] digits complete: 22 trials (8 pruned for cost), best value 0.9767, $0.48 of $0.50</c>.</summary>
    private static string Outcome(StudyView study, IReadOnlyList<TrialView> best)
    {
        var others = Format.Incomplete(study.Counts) is { Length: > 0 } some ? $" ({some})" : "";
        var trials = study.Counts.Complete == 1 ? "1 trial" : $"{study.Counts.Complete} trials";
        var value = best.Count > 0 && study.Spec.Directions.Count == 1
            ? $", best {ValueNames.Of(study.Spec)[0]} {Format.Values(best[0].Values)}"
            : "";
        var money = Format.Spent(study.Ledger) is { } spent ? $", {spent}" : "";
        return best.Count > 0
            ? $"[OK] {study.Name} complete: {trials}{others}{value}{money}"
            : $"[FAILED] {study.Name} has no result: {trials} complete{others}{money}";
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
