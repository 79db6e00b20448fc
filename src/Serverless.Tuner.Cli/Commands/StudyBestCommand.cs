using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study best</c>.</summary>
internal static class StudyBestCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var count = new Option<int>("--count") { Description = "how many", HelpName = "N", DefaultValueFactory = _ => 5 };
        NumberRange.RequirePositive(count);
        var by = ByOption();
        var metrics = MetricColumns.Option();
        const string Description = "Show the best complete trials, best first";
        return arguments.Run(new("best", Description) { name, count, by, metrics, arguments.Csv }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            var spec = (await client.GetStudyAsync(study, call.CancellationToken)).Spec;
            var best = call.Parsed.GetValue(by) is { } first
                ? await client.BestTrialsByAsync(study, first, call.Parsed.GetValue(count), call.CancellationToken)
                : await client.BestTrialsAsync(study, call.Parsed.GetValue(count), call.CancellationToken);
            return call.Show(best, () =>
            {
                if (best.Items.Count == 0) call.Output.WriteLine($"No trial of {study} is complete and keeps every constraint.");
                else call.Output.Write(TrialTable.Of(
                    best.Items, spec, best.Items[0].Number, metrics: MetricColumns.Of(best.Items, call.Parsed.GetValue(metrics))));
            }, () => Csv.Trials(best.Items, spec));
        });
    }

    /// <summary>What chooses from a front.</summary>
    public static Option<string?> ByOption() => new("--by")
    {
        Description = "with several directions: what comes first, a value by its name or the knee of the front",
        HelpName = "VALUE|knee",
    };
}
