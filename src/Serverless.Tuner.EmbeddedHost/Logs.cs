using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>Every log message of the embedded host. 1xx: instances; 2xx: functions; 3xx: timers.</summary>
internal static partial class Logs
{
    [LoggerMessage(102, LogLevel.Information, "Orchestrations are on")]
    public static partial void EngineStarted(this ILogger logger);

    [LoggerMessage(104, LogLevel.Information, "Instance '{InstanceId}' ({Name}) is {Status}. {Failure}")]
    public static partial void InstanceEnded(
        this ILogger logger, string instanceId, string name, OrchestrationStatus status, string? failure);

    [LoggerMessage(106, LogLevel.Error, "Instance '{InstanceId}' ({Name}) does not repeat its history: {How}")]
    public static partial void InstanceDiverged(this ILogger logger, string instanceId, string name, string how);

    [LoggerMessage(201, LogLevel.Warning, "Activity '{Activity}' (#{TaskId} of '{InstanceId}') failed")]
    public static partial void ActivityFailed(this ILogger logger, Exception exception, string activity, int taskId, string instanceId);

    [LoggerMessage(202, LogLevel.Error, "HTTP function '{Function}' failed on {Method} {Path}")]
    public static partial void HttpFunctionFailed(this ILogger logger, Exception exception, string function, string method, string path);

    [LoggerMessage(301, LogLevel.Information, "Timer function '{Function}' is next due at {Due:O}")]
    public static partial void TimerScheduled(this ILogger logger, string function, DateTimeOffset due);

    [LoggerMessage(302, LogLevel.Error, "Timer function '{Function}' failed")]
    public static partial void TimerFailed(this ILogger logger, Exception exception, string function);
}
