using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Notifying;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Sends to a study's webhooks what they are to be told; what does not arrive is left to the sweep.</summary>
public sealed class SendNotices(NoticeSender sender)
{
    /// <summary>Sends what is due.</summary>
    [Function(nameof(SendNotices))]
    public async Task<bool> RunAsync([ActivityTrigger] NoticesRequest request, CancellationToken cancellationToken)
    {
        await sender.SendDueAsync(request.Study, cancellationToken);
        return true;
    }
}
