namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A study in full.</summary>
internal static class StudyReport
{
    /// <summary>Writes the study's summary, what it searches, its best parameters, and what was changed of it.</summary>
    public static void Write(IAnsiConsole output, StudyView study, DateTimeOffset now, TimeSpan? left)
    {
        output.WriteLine(study.Name, new Style(decoration: Decoration.Bold));
        output.Write(StudySummaryGrid.Of(study, now, left));
        if (study.Error is { } error && LineOutput.LastOf(error) != error)
        {
            output.WriteLine("The whole error:");
            output.WriteLines(error, indent: "  ");
        }

        if (study.Spec.Objective.PassEnvironment is { Count: > 0 } names)
            output.WriteLine($"Its program is given the host's {string.Join(", ", names)}.");
        if (study.Spec.SearchSpace.Count > 0)
        {
            output.WriteLine();
            output.Write(Space(study));
            foreach (var expression in study.Spec.Where ?? []) output.WriteLine($"Every point keeps {expression}.");
        }

        StudyEditTable.Write(output, study);
    }

    private static Table Space(StudyView study)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey).AddColumns("parameter", "searched", "best");
        foreach (var parameter in study.Spec.SearchSpace)
        {
            var best = study.Best is { } trial
                && trial.Parameters.TryGetValue(parameter.Name, out var value) ? Format.Parameter(value) : "–";
            table.AddRow(
                new Text(parameter.Name), new Text(SearchedRange.Of(parameter)), new Text(best, new Style(decoration: Decoration.Bold)));
        }

        return table;
    }
}
