using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.DashboardBenchmarks;

/// <summary>Studies of many trials, which take no time to run: they are brought in.</summary>
internal static class LargeStudy
{
    private const int CurveEvery = 50, CurveSteps = 20;
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Puts a study there whose trials have seven parameters, values, costs, and some of them curves.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> BringAsync(TunerClient client, int trials, CancellationToken cancellationToken)
    {
        var name = $"large-{trials}";
        var random = new Random(7);
        var moved = new MovedStudy(
            name, Study(name, trials), [.. Enumerable.Range(0, trials).Select(i => Trial(random, i, trials))], Remarks: []);
        await ImportSender.SendAsync(client, moved, cancellationToken);
        return name;
    }

    private static JsonObject Study(string name, int trials) => JsonNode.Parse(
        $$$"""
        {"name":"{{{name}}}","direction":"minimize","valueNames":["loss"],"trials":{{{trials}}},"parallelism":4,
         "sampler":"random","budget":{"limitUsd":100000,"reported":true},
         "searchSpace":{"learningRate":[0.00001,1,"log"],"dropout":[0,0.9],"units":[8,512,"int","log"],"layers":[1,8,"int"],
          "momentum":[0.5,0.99],"weightDecay":[1e-8,0.01,"log"],"optimizer":{"categorical":["sgd","adam","lion"]} } }
        """)!.AsObject();

    private static ImportTrial Trial(Random random, int number, int of)
    {
        // Later trials are nearer to the optimum, as a sampler's are.
        var near = 1 - (0.8 * number / of);
        var (rate, dropout) = (-2 + (near * ((4 * random.NextDouble()) - 2.5)), 0.3 + (near * ((0.9 * random.NextDouble()) - 0.3)));
        var units = Math.Round(Math.Pow(2, 3 + (6 * random.NextDouble())));
        var loss = 0.05 + (0.08 * Math.Pow(rate + 2, 2)) + Math.Pow(dropout - 0.3, 2) + (0.02 * random.NextDouble()) + (1 / units);
        var state = number % 10 == 9 ? TrialState.Pruned : number % 97 == 96 ? TrialState.Failed : TrialState.Complete;
        var started = s_start.AddSeconds(15 * number);
        return new()
        {
            State = state,
            Values = state == TrialState.Complete ? [loss] : null,
            Reason = state == TrialState.Failed ? "the loss is not a number" : null,
            CostUsd = 0.01m,
            StartedAt = started,
            EndedAt = started.AddSeconds(40 + (20 * random.NextDouble())),
            Reports = number % CurveEvery == 0
                ? [.. Enumerable.Range(1, CurveSteps).Select(step => new ReportView(step, loss + Math.Exp(-step / 4.0)))]
                : null,
            Parameters = new Dictionary<string, ParameterValue>
            {
                ["learningRate"] = ParameterValue.Of(Math.Clamp(Math.Pow(10, rate), 0.00001, 1)),
                ["dropout"] = ParameterValue.Of(Math.Clamp(dropout, 0, 0.9)),
                ["units"] = ParameterValue.Of((long)units),
                ["layers"] = ParameterValue.Of(random.NextInt64(1, 9)),
                ["momentum"] = ParameterValue.Of(0.5 + (0.49 * random.NextDouble())),
                ["weightDecay"] = ParameterValue.Of(Math.Clamp(Math.Pow(10, -8 + (6 * random.NextDouble())), 1e-8, 0.01)),
                ["optimizer"] = ParameterValue.Of(((string[])["sgd", "adam", "lion"])[random.Next(3)]),
            },
        };
    }
}
