using System.Text.Json;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>Studies that a dashboard has something to show of.</summary>
internal static class DashboardStudies
{
    /// <summary>One value, with intermediate values, costs, failures, choices, a condition, and null among what depends on it.</summary>
    public const string Curves = "curves";

    /// <summary>Two values, and three.</summary>
    public const string Front = "front", Cube = "cube";

    /// <summary>Names and texts that would be something else than text, were they taken as they are.</summary>
    public const string Hostile = "hostile";

    private const string Markup = "</script><script>document.title='owned'</script><!--<img src=x onerror=document.title='owned'>";

    public static async Task FillAsync(TunerClient client)
    {
        await client.StartStudyAsync(
            """
            {"name":"curves","directions":["maximize"],"valueNames":["accuracy"],"trials":30,"parallelism":2,"sampler":"random",
             "seed":1,"budget":{"limitUsd":5,"reported":true},"tags":{"team":"vision"},
             "searchSpace":{"lr":[0.0001,1,"log"],"units":[8,64,"int"],"optimizer":{"categorical":["sgd","adam"]},
              "momentum":{"kind":"float","low":0,"high":0.99,"when":{"optimizer":["sgd"]}},
              "decay":{"kind":"categorical","choices":[null,"cosine"],"when":{"optimizer":["sgd"]}}}}
            """);
        await client.OptimizeAsync(Curves, TrainAsync, new() { Concurrency = 2 });
        foreach (var (name, values) in ((string, int)[])[(Front, 2), (Cube, 3)])
        {
            var directions = string.Join(',', Enumerable.Repeat("\"minimize\"", values));
            await client.StartStudyAsync(
                $$$"""
                {"name":"{{{name}}}","directions":[{{{directions}}}],"trials":24,"parallelism":2,"sampler":"random",
                 "searchSpace":{"x":[0,1],"y":[0,1]}}
                """);
            await client.OptimizeAsync(name, trial => Task.FromResult(TradeOff(trial, values)));
        }

        await FillHostileAsync(client);
    }

    private static async Task FillHostileAsync(TunerClient client)
    {
        var text = JsonSerializer.Serialize(Markup);
        await client.StartStudyAsync(
            $$$"""
            {"name":"{{{Hostile}}}","trials":12,"sampler":"random","valueNames":[{{{text}}}],"tags":{"team":{{{text}}} },
             "attributes":{"note":{{{text}}} },
             "searchSpace":{ {{{text}}}:[0,1],"__proto__":[0,1],"choice":{"categorical":[{{{text}}},"=1+1"]} } }
            """);
        await client.OptimizeAsync(Hostile, trial => Task.FromResult(TrialResult.Of(trial[Markup].AsDouble())));
    }

    private static async Task<TrialResult> TrainAsync(WorkerTrial trial)
    {
        var lr = trial["lr"].AsDouble();
        if (lr > 0.5) return TrialResult.Failed("the loss is not a number", isFinal: true);
        var end = 0.9 - (0.08 * Math.Pow(Math.Log10(lr) + 2, 2));
        for (var step = 1; step <= 8; step++)
            if (!await trial.ReportAsync(step, end * (1 - Math.Exp(-step / 2.5)))) return TrialResult.Pruned();
        return TrialResult.Of(end) with { CostUsd = 0.04m };
    }

    private static TrialResult TradeOff(WorkerTrial trial, int values)
    {
        var (x, y) = (trial["x"].AsDouble(), trial["y"].AsDouble());
        double[] all = [x + (0.2 * y), 1 - x + (0.3 * y), Math.Abs(x - 0.5) + y];
        return TrialResult.Of(all.AsSpan(0, values));
    }
}
