using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>Every log message of the embedded host. 1xx: storage and instances; 2xx: functions; 3xx: timers.</summary>
internal static partial class Logs
{
    [LoggerMessage(101, LogLevel.Warning, "Storage: '{Operation}' failed (attempt {Attempt}), again in {Delay}: {Reason}")]
    public static partial void StorageFaulted(this ILogger logger, string operation, int attempt, TimeSpan delay, string reason);

    [LoggerMessage(102, LogLevel.Information, "Orchestrations are on; {Count} unfinished instances are taken up")]
    public static partial void EngineStarted(this ILogger logger, int count);

    [LoggerMessage(103, LogLevel.Debug, "Instance '{InstanceId}' ({Name}) loaded: generation {Generation}, step {Step}, {Messages} messages")]
    public static partial void InstanceLoaded(this ILogger logger, string instanceId, string name, int generation, int step, int messages);

    [LoggerMessage(104, LogLevel.Information, "Instance '{InstanceId}' ({Name}) is {Status}. {Failure}")]
    public static partial void InstanceEnded(this ILogger logger, string instanceId, string name, OrchestrationRuntimeStatus status, string? failure);

    [LoggerMessage(105, LogLevel.Warning, "Instance '{InstanceId}': another host has written step {Step}; its history is read again")]
    public static partial void InstanceFenced(this ILogger logger, string instanceId, int step);

    [LoggerMessage(106, LogLevel.Error, "Instance '{InstanceId}' ({Name}) does not repeat its history")]
    public static partial void InstanceDiverged(this ILogger logger, Exception exception, string instanceId, string name);

    [LoggerMessage(107, LogLevel.Critical, "Instance '{InstanceId}' cannot go on; it is left as it is stored and taken up again in {Delay}")]
    public static partial void InstanceStuck(this ILogger logger, Exception exception, string instanceId, TimeSpan delay);

    [LoggerMessage(108, LogLevel.Error, "Work in the background failed")]
    public static partial void BackgroundWorkFailed(this ILogger logger, Exception exception);

    [LoggerMessage(201, LogLevel.Warning, "Activity '{Activity}' (#{TaskId} of '{InstanceId}') failed")]
    public static partial void ActivityFailed(this ILogger logger, Exception exception, string activity, int taskId, string instanceId);

    [LoggerMessage(202, LogLevel.Error, "HTTP function '{Function}' failed on {Method} {Path}")]
    public static partial void HttpFunctionFailed(this ILogger logger, Exception exception, string function, string method, string path);

    [LoggerMessage(301, LogLevel.Information, "Timer function '{Function}' is next due at {Due:O}")]
    public static partial void TimerScheduled(this ILogger logger, string function, DateTimeOffset due);

    [LoggerMessage(302, LogLevel.Error, "Timer function '{Function}' failed")]
    public static partial void TimerFailed(this ILogger logger, Exception exception, string function);
}
