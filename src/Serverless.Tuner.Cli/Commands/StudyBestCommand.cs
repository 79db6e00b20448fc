using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study best</c>.</summary>
internal static class StudyBestCommand
{
    /// <summary>None of the trials of a front comes first: all are fetched, to be sorted here.</summary>
    private const int MostOfFront = 1_000;

    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var count = new Option<int>("--count") { Description = "how many", HelpName = "N", DefaultValueFactory = _ => 5 };
        NumberRange.RequirePositive(count);
        var by = ByOption();
        var metrics = MetricColumns.Option();
        const string Description = "Show the best complete trials, best first; of a Pareto front the best in the first value";
        return arguments.Run(new("best", Description) { name, count, by, metrics, arguments.Csv }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            var spec = (await client.GetStudyAsync(study, call.CancellationToken)).Spec;
            var wanted = call.Parsed.GetValue(count);
            var isFront = spec.Directions.Count > 1;
            var asked = isFront ? Math.Max(wanted, MostOfFront) : wanted;
            var first = call.Parsed.GetValue(by);
            var found = (first is null
                ? await client.BestTrialsAsync(study, asked, call.CancellationToken)
                : await client.BestTrialsByAsync(study, first, asked, call.CancellationToken)).Items;
            var sorted = isFront && first is null ? ByFirstValue(found, spec.Directions[0]) : found;
            IReadOnlyList<TrialView> best = [.. sorted.Take(wanted)];
            return call.Show(new PageView<TrialView>(best, null), () =>
            {
                if (best.Count == 0)
                {
                    call.Output.WriteLine($"No trial of {study} is complete and keeps every constraint.");
                    return;
                }

                call.Output.Write(TrialTable.Of(
                    best, spec, best[0].Number, metrics: MetricColumns.Of(best, call.Parsed.GetValue(metrics)),
                    terminal: call.Output.Profile.Width));
                if (best.Count < found.Count)
                    call.Output.WriteLine(
                        $"{best.Count} of the {found.Count} trials of the Pareto front; --count {found.Count} shows all.");
            }, () => Csv.Trials(best, spec));
        });
    }

    /// <summary>What chooses from a front.</summary>
    public static Option<string?> ByOption() => new("--by")
    {
        Description = "with several directions: what comes first, a value by its name or the knee of the front",
        HelpName = "VALUE|knee",
    };

    private static IEnumerable<TrialView> ByFirstValue(IReadOnlyList<TrialView> trials, Direction direction) =>
        direction == Direction.Maximize ? trials.OrderByDescending(t => t.Values![0]) : trials.OrderBy(t => t.Values![0]);
}
