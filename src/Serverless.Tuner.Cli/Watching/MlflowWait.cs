using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Waits until a study that has ended is on the MLflow server, and says how far it came.</summary>
internal static class MlflowWait
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(
        IAnsiConsole output, TunerClient client, string name, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var until = clock.GetUtcNow() + s_patience; ; await Task.Delay(s_pause, clock, cancellationToken))
        {
            var study = await client.GetStudyAsync(name, cancellationToken);
            if (study.Mlflow is not { } mlflow) return;
            // A server that failed since the study ended is tried again later than anybody would wait.
            var isOver = mlflow.Done || mlflow.LastErrorAt >= study.EndedAt || clock.GetUtcNow() >= until;
            if (!isOver) continue;
            output.WriteLine($"MLflow: {Format.Mlflow(mlflow)}.");
            return;
        }
    }
}
