using Serverless.Tuner.Client;

namespace Serverless.Tuner.DashboardBenchmarks.Pictures;

/// <summary>The studies that are to be seen in pictures: real ones. The server runs a network that learns digits, and two
/// functions.</summary>
internal static class PicturedStudies
{
    /// <summary>The study that is looked at most.</summary>
    public const string Main = "digits";

    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(250);

    private static readonly string[] s_studies =
    [
        """
        {"name":"digits","objective":"digits","direction":"maximize","valueNames":["accuracy"],"trials":80,
         "parallelism":2,"seed":11,"sampler":"tpe","pruner":"median","tags":{"team":"vision"},"budget":{"limitUsd":0.08,"usdPerHour":3.6},
         "defaults":{"epochs":30},
         "searchSpace":{"learningRate":[0.0001,1,"log"],"hiddenUnits":[16,128,"int","log"],"layers":[1,3,"int"],
          "activation":{"categorical":["relu","tanh","sigmoid"]},"optimizer":{"categorical":["sgd","rmsprop","adam"]},
          "momentum":{"uniform":[0,0.99],"when":{"optimizer":["sgd"]}},"l2":[0.000001,0.1,"log"],"batchSize":[16,128,"int","log"],
          "dropout":[0,0.6]}}
        """,
        """{"name":"branin","objective":"branin","trials":60,"parallelism":4,"seed":7,"tags":{"team":"search"}}""",
        """{"name":"line","objective":"linear-regression","trials":40,"parallelism":4,"seed":7,"sampler":"gp","tags":{"team":"search"}}""",
    ];

    /// <summary>Runs them one after the other.</summary>
    public static async Task RunAsync(TunerClient client, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (var study in s_studies)
        {
            var started = await client.StartStudyAsync(study, cancellationToken);
            while (started.State != StudyState.Ended)
            {
                await Task.Delay(s_pollInterval, clock, cancellationToken);
                started = await client.GetStudyAsync(started.Name, cancellationToken);
            }
        }
    }
}
