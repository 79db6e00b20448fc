using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Mlflow;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Activity: sends what has ended of a study to the MLflow server. What fails the sweep sends.</summary>
public sealed class SendToMlflow(MlflowSender sender)
{
    /// <summary>How long one that goes on beside its study may take.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs the activity.</summary>
    /// <returns>True.</returns>
    [Function(nameof(SendToMlflow))]
    public async Task<bool> RunAsync([ActivityTrigger] MlflowRequest request, CancellationToken cancellationToken)
    {
        await sender.SendDueAsync(request.Study, s_patience, request.IsLast, cancellationToken);
        return true;
    }
}
