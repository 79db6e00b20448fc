using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study diff A B</c>.</summary>
internal static class StudyDiffCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var first = StudyName.Required(arguments, "A", "a study");
        var second = StudyName.Required(arguments, "B", "another one");
        const string Description = "Show in what two studies differ, and what each has found";
        return arguments.Run(new("diff", Description) { first, second, arguments.Csv }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var a = await client.GetStudyAsync(call.Parsed.GetRequiredValue(first), call.CancellationToken);
            var b = await client.GetStudyAsync(call.Parsed.GetRequiredValue(second), call.CancellationToken);
            var fields = SpecDifference.Between(a.Spec, b.Spec);
            return call.Show(fields, () => Write(call.Output, a, b, fields), () => Csv.Differences(fields, a.Name, b.Name));
        });
    }

    private static void Write(IAnsiConsole output, StudyView a, StudyView b, IReadOnlyList<SpecDifference> fields)
    {
        if (fields.Count == 0) output.WriteLine("Their files say the same.");
        if (HasVariables(a) && HasVariables(b)) output.WriteLine("The values of environment variables are secret, and not compared.");
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var header in (string[])["", a.Name, b.Name]) table.AddColumn(new TableColumn(new Text(header)));
        foreach (var field in fields) Add(field.Field, field.A ?? "–", field.B ?? "–");
        table.AddEmptyRow();
        Add("state", Format.State(a.State, a.StopReason), Format.State(b.State, b.StopReason));
        Add("ended", Format.Summary(a.Counts, a.Ledger), Format.Summary(b.Counts, b.Ledger));
        Add("best", Best(a), Best(b));
        output.Write(table);

        void Add(string label, string left, string right) =>
            table.AddRow(new Text(label, new Style(Color.Grey)), new Text(left), new Text(right));
    }

    private static bool HasVariables(StudyView study) => study.Spec.Objective.Environment is { Count: > 0 };

    private static string Best(StudyView study) =>
        study.Best is { } best ? $"{Format.Values(best.Values, study.Spec)} ({Format.Parameters(best.Parameters)})" : "–";
}
