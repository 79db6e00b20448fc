using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study trials</c>.</summary>
internal static class StudyTrialsCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var state = new Option<TrialState?>("--state")
        {
            Description = "only trials in this state",
            HelpName = "waiting|running|complete|pruned|failed",
        };
        var metrics = MetricColumns.Option();
        return arguments.Run(new("trials", "Show every trial by number") { name, state, metrics, arguments.Csv }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            var spec = (await client.GetStudyAsync(study, call.CancellationToken)).Spec;
            var trials = await client.ListTrialsAsync(study, after: (int?)null, call.Parsed.GetValue(state), call.CancellationToken)
                .ToListAsync(call.CancellationToken);
            return call.Show(new PageView<TrialView>(trials, null), () =>
            {
                if (trials.Count == 0) call.Output.WriteLine($"{study} has no such trial yet.");
                else call.Output.Write(TrialTable.Of(
                    trials, spec, now: call.Environment.Clock.GetUtcNow(),
                    metrics: MetricColumns.Of(trials, call.Parsed.GetValue(metrics))));
            }, () => Csv.Trials(trials, spec));
        });
    }
}
