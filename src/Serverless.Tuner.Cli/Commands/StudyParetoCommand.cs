using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study pareto</c>.</summary>
internal static class StudyParetoCommand
{
    private const int MostShown = 50;

    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        const string Description = "Show the trials of which no other is better in every value, and how much they dominate";
        return arguments.Run(new("pareto", Description) { name }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            var view = (await client.GetParetoAsync(study, cancellationToken: call.CancellationToken)).Answer!;
            return call.Show(view, () => Write(call.Output, view));
        });
    }

    private static void Write(IAnsiConsole output, ParetoView view)
    {
        if (view.Front.Count == 0)
        {
            output.WriteLine($"No trial of {view.Name} is complete and keeps every constraint.");
            return;
        }

        var table = new Table().RoundedBorder().BorderColor(Color.Grey).AddColumn("trial");
        foreach (var metric in view.Metrics)
        {
            var better = metric.Direction == Direction.Minimize ? "less" : "more";
            table.AddColumn(new TableColumn(new Text($"{metric.Name} ({better} is better)")));
        }

        var places = view.Points.Number.Index().ToDictionary(point => point.Item, point => point.Index);
        foreach (var number in view.Front.Take(MostShown))
        {
            var style = new Style(decoration: number == view.Knee ? Decoration.Bold : Decoration.None);
            Text[] values = [.. view.Points.Values.Select(column => new Text(Format.Value(column[places[number]]), style))];
            table.AddRow([new Text($"{number}{(number == view.Knee ? " (knee)" : "")}", style), .. values]);
        }

        output.Write(table);
        if (view.Front.Count > MostShown) output.WriteLine($"{MostShown} of {view.Front.Count} trials; --json shows all.");
        if (view.Hypervolume is not { } volume) return;
        output.WriteLine($"Hypervolume: {Format.Value(volume)} to the reference ({Format.Values(view.Reference)}).");
        if (view.History.Hypervolume.Count > 1) output.WriteLine($"It grew {Sparkline.Of(view.History.Hypervolume)}");
    }
}
