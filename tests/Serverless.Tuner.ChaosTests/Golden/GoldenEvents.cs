using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>Events of DurableTask.Core, made and written as it does that itself.</summary>
internal static class GoldenEvents
{
    public static JsonSerializerSettings Json { get; } = new()
    {
        TypeNameHandling = TypeNameHandling.Objects,
        NullValueHandling = NullValueHandling.Ignore,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
    };

    public static string Line(HistoryEvent e)
    {
        // Whether Core has played an event before is no part of what happened.
        e.IsPlayed = false;
        return JsonConvert.SerializeObject(e, typeof(HistoryEvent), Json);
    }

    /// <summary>The event by which a history remembers what was asked for.</summary>
    public static HistoryEvent Of(OrchestratorAction action, DateTime time)
    {
        HistoryEvent e = action switch
        {
            ScheduleTaskOrchestratorAction task => new TaskScheduledEvent(task.Id, task.Name!, task.Version, task.Input),
            CreateTimerOrchestratorAction timer => new TimerCreatedEvent(timer.Id, timer.FireAt),
            CreateSubOrchestrationAction child => new SubOrchestrationInstanceCreatedEvent(child.Id)
            {
                Name = child.Name,
                Version = child.Version,
                InstanceId = child.InstanceId,
                Input = child.Input,
            },
            SendEventOrchestratorAction sent => new EventSentEvent(sent.Id)
            {
                InstanceId = sent.Instance?.InstanceId,
                Name = sent.EventName,
                Input = sent.EventData,
            },
            OrchestrationCompleteOrchestratorAction { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } end =>
                new ContinueAsNewEvent(end.Id, end.Result),
            OrchestrationCompleteOrchestratorAction end =>
                new ExecutionCompletedEvent(end.Id, end.Result, end.OrchestrationStatus, WithoutTrace(end.FailureDetails)),
            _ => throw new NotSupportedException(action.ToString()),
        };
        e.Timestamp = time;
        return e;
    }

    /// <summary>An event as it arrived. Where an activity failed is nothing that an orchestrator may look at, and much to read.</summary>
    public static HistoryEvent Of(HistoryEvent arrived) => arrived is TaskFailedEvent failed
        ? new TaskFailedEvent(failed.EventId, failed.TaskScheduledId, failed.Reason, null, WithoutTrace(failed.FailureDetails))
        {
            Timestamp = failed.Timestamp,
        }
        : arrived;

    /// <summary>The same event with another id.</summary>
    public static HistoryEvent With(HistoryEvent e, int id)
    {
        var json = JObject.Parse(Line(e));
        json[nameof(HistoryEvent.EventId)] = id;
        return JsonConvert.DeserializeObject<HistoryEvent>(json.ToString(), Json)!;
    }

    /// <summary>The event that asks for something else of the same kind.</summary>
    public static HistoryEvent Other(HistoryEvent e) => e switch
    {
        TaskScheduledEvent task => new TaskScheduledEvent(task.EventId, task.Name!, task.Version, task.Input + " ")
        {
            Timestamp = task.Timestamp,
        },
        TimerCreatedEvent timer => new TimerCreatedEvent(timer.EventId, timer.FireAt.AddTicks(1)) { Timestamp = timer.Timestamp },
        ContinueAsNewEvent renewed => new ContinueAsNewEvent(renewed.EventId, renewed.Result + " ") { Timestamp = renewed.Timestamp },
        ExecutionCompletedEvent end =>
            new ExecutionCompletedEvent(end.EventId, end.Result + " ", end.OrchestrationStatus, end.FailureDetails)
            {
                Timestamp = end.Timestamp,
            },
        _ => throw new NotSupportedException(e.ToString()),
    };

    private static FailureDetails? WithoutTrace(FailureDetails? failure) => failure is null
        ? null
        : new(
            failure.ErrorType, failure.ErrorMessage, null, WithoutTrace(failure.InnerFailure), failure.IsNonRetriable, failure.Properties);
}
