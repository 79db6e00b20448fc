using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>What the host's Durable Functions extension is to a durable client:
/// it takes orchestrations and knows those that it took. It runs none.</summary>
internal sealed class DurableExtension : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    private readonly ConcurrentDictionary<string, CreateInstanceRequest> _instances = new();
    private readonly ConcurrentDictionary<string, Channel<RaiseEventRequest>> _events = new();

    /// <summary>The orchestrations that were asked for.</summary>
    public IReadOnlyCollection<CreateInstanceRequest> Instances => [.. _instances.Values];

    /// <summary>Those of studies: the durable timer is one beside them.</summary>
    public IReadOnlyCollection<CreateInstanceRequest> Studies => [.. Instances.Where(i => i.Name == "StudyOrchestration")];

    /// <summary>Loses orchestrations, as if they had never been asked for.</summary>
    public void Forget(string idPrefix)
    {
        foreach (var id in _instances.Keys.Where(id => id.StartsWith(idPrefix, StringComparison.Ordinal))) _instances.TryRemove(id, out _);
    }

    /// <summary>What a durable client finds in its binding.</summary>
    public static string ClientBinding(Uri host) => JsonSerializer.Serialize(new
    {
        rpcBaseUrl = host.AbsoluteUri,
        taskHubName = "TunerHub",
        connectionName = "AzureWebJobsStorage",
        requiredQueryStringParameters = "code=unused",
        httpBaseUrl = new Uri(host, "runtime/webhooks/durabletask").AbsoluteUri,
        maxGrpcMessageSizeInBytes = 4 * 1024 * 1024,
        // JSON within a text.
        grpcHttpClientTimeout = JsonSerializer.Serialize(TimeSpan.FromSeconds(100)),
    });

    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("durable-taskhub") != "TunerHub")
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The task hub is missing."));
        return _instances.TryAdd(request.InstanceId, request)
            ? Task.FromResult(new CreateInstanceResponse { InstanceId = request.InstanceId })
            : throw new RpcException(new Status(StatusCode.AlreadyExists, request.InstanceId));
    }

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) =>
        Task.FromResult(new GetInstanceResponse
        {
            Exists = _instances.TryGetValue(request.InstanceId, out var instance),
            OrchestrationState = instance is null ? null : new OrchestrationState
            {
                InstanceId = instance.InstanceId,
                Name = instance.Name,
                OrchestrationStatus = OrchestrationStatus.Running,
            },
        });

    /// <summary>The events that were raised for an orchestration.</summary>
    public Channel<RaiseEventRequest> EventsOf(string instance) =>
        _events.GetOrAdd(instance, _ => Channel.CreateUnbounded<RaiseEventRequest>());

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context)
    {
        EventsOf(request.InstanceId).Writer.TryWrite(request);
        return Task.FromResult(new RaiseEventResponse());
    }
}
