using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study compare A B ...</c>; in what their files differ, <c>tuner study diff</c> shows.</summary>
internal static class StudyCompareCommand
{
    private const int MostImportances = 3;

    public static Command Create(StudyArguments arguments)
    {
        var names = new Argument<string[]>("NAME") { Description = "two to ten studies", Arity = new ArgumentArity(2, 10) };
        names.CompletionSources.Add(arguments.KnownStudies);
        var metric = StudyImportanceCommand.MetricOption();
        const string Description = "Show what studies have come to side by side: best values, money, importances, parameters";
        return arguments.Run(new("compare", Description) { names, metric }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var view = (await client.CompareStudiesAsync(
                call.Parsed.GetRequiredValue(names), call.Parsed.GetValue(metric), cancellationToken: call.CancellationToken)).Answer!;
            return call.Show(view, () => Write(call.Output, view));
        });
    }

    private static void Write(IAnsiConsole output, CompareView view)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey).AddColumn("");
        foreach (var study in view.Studies) table.AddColumn(new TableColumn(new Text(study.Name)));
        Add($"best {view.Metric}", study => study.Best is { } best ? Format.Value(best) : "–");
        Add("best so far", study => Sparkline.Of(study.History.Value));
        Add("trials ended", study => $"{study.Trials}");
        Add("spent", study => Format.Usd(study.SpentUsd));
        Add("saved, about", study => Format.Usd(study.SavedUsd));
        Add("importance", study => study.Importance.Count == 0
            ? "–"
            : string.Join(", ", study.Importance.Take(MostImportances).Select(p => $"{p.Name} {ShareBars.Percent(p.Importance)}")));
        table.AddEmptyRow();
        foreach (var parameter in view.Parameters)
            table.AddRow([
                Label(parameter.Name), .. parameter.Values.Select((value, i) => new Text(Value(parameter, value, i)))]);
        output.Write(table);

        void Add(string label, Func<ComparedStudy, string> text) =>
            table.AddRow([Label(label), .. view.Studies.Select(study => new Text(text(study)))]);

        static string Value(ComparedParameter parameter, ParameterValue value, int i) =>
            value.IsNull && parameter.Absent?.Contains(i) != false ? "–" : Format.Parameter(value);

        static Text Label(string label) => new(label, new Style(Color.Grey));
    }
}
