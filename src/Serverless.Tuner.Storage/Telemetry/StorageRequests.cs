using Azure.Core;
using Azure.Core.Pipeline;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>Counts the requests of a storage client, each retry as one.</summary>
/// <param name="service">What it is a client of.</param>
internal sealed class StorageRequests(string service) : HttpPipelineSynchronousPolicy
{
    private readonly KeyValuePair<string, object?> _service = new("service", service);

    public override void OnSendingRequest(HttpMessage message)
    {
        if (TunerMeters.StorageRequests.Enabled)
            TunerMeters.StorageRequests.Add(1, _service, new("method", message.Request.Method.Method));
    }
}
