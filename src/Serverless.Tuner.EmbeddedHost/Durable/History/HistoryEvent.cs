using System.Text.Json.Serialization;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>What reached an orchestration: its start, a task's answer, a timer, an external event.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="TaskId">The task or timer that it answers.</param>
/// <param name="Name">The name of an external event.</param>
/// <param name="Data">A result or a payload, as JSON.</param>
/// <param name="Failure">Why a task failed.</param>
internal sealed record HistoryEvent(
    HistoryEventKind Kind,
    int TaskId = 0,
    string? Name = null,
    string? Data = null,
    FailureRecord? Failure = null)
{
    public static readonly HistoryEvent Started = new(HistoryEventKind.Started);

    public static HistoryEvent Completed(int taskId, string? data) => new(HistoryEventKind.TaskCompleted, taskId, Data: data);

    public static HistoryEvent Failed(int taskId, FailureRecord failure) => new(HistoryEventKind.TaskFailed, taskId, Failure: failure);

    public static HistoryEvent Fired(int timerId) => new(HistoryEventKind.TimerFired, timerId);

    public static HistoryEvent Raised(string name, string? data) => new(HistoryEventKind.EventRaised, Name: name, Data: data);

    /// <summary>About how much room it takes in a row, in characters.</summary>
    [JsonIgnore]
    public int Weight => 64 + (Name?.Length ?? 0) + (Data?.Length ?? 0) + (Failure?.Weight ?? 0);
}
