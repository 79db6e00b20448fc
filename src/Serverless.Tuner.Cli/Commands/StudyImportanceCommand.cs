using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study importance</c>.</summary>
internal static class StudyImportanceCommand
{
    private const int MostPairs = 5;

    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var metric = MetricOption();
        var method = new Option<ImportanceMethod>("--method")
        {
            Description = "how they are computed (default: pedAnova)",
            HelpName = "pedAnova|fanova|permutation",
        };
        return arguments.Run(new("importance", "Show how important each parameter is for a value") { name, metric, method }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            var view = (await client.GetImportanceAsync(
                study, call.Parsed.GetValue(metric), call.Parsed.GetValue(method), cancellationToken: call.CancellationToken)).Answer!;
            return call.Show(view, () => Write(call.Output, view));
        });
    }

    /// <summary>Which of several values is shown.</summary>
    public static Option<string?> MetricOption() => new("--metric")
    {
        Description = "a value of the study by its name (default: the first one)",
        HelpName = "NAME",
    };

    private static void Write(IAnsiConsole output, ImportanceView view)
    {
        if (view.Reason is { } reason)
        {
            output.WriteLine($"There are no importances of {view.Name} yet: {reason}.");
            return;
        }

        output.WriteLine($"Importances for {view.Metric} of {view.Name}, by {Name(view.Method)} over {view.Counts.Shown} trials:");
        output.Write(ShareBars.Of(view.Parameters.Select(parameter => (parameter.Name, parameter.Importance))));
        var pairs = view.Interactions.Where(pair => pair.Importance >= 0.01).Take(MostPairs).ToArray();
        if (pairs.Length == 0) return;
        output.WriteLine("What two explain together beyond what each explains alone:");
        output.Write(ShareBars.Of(pairs.Select(pair => ($"{pair.First} × {pair.Second}", pair.Importance))));
    }

    private static string Name(ImportanceMethod method) => method switch
    {
        ImportanceMethod.PedAnova => "PED-ANOVA",
        ImportanceMethod.Fanova => "fANOVA",
        _ => "permutation",
    };
}
