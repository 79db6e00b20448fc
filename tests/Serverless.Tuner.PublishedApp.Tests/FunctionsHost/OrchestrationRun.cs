using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost.Rpc;

namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>
/// One orchestration, as the Durable Functions extension runs it on a
/// worker: the orchestrator is given its history, names activities, and is
/// given the history with their results, with timers that have fired and events that were raised.
/// </summary>
internal sealed class OrchestrationRun(StandInHost host, CreateInstanceRequest instance)
{
    private readonly List<HistoryEvent> _past = [];
    private readonly List<Task<HistoryEvent>> _running = [];
    private List<HistoryEvent> _news = [];
    private Task<HistoryEvent>? _raised;

    /// <summary>Runs it until it has ended.</summary>
    /// <returns>Its status, and its output as JSON.</returns>
    public async Task<(OrchestrationStatus Status, string Output)> EndAsync()
    {
        _news = [Event(e => e.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = instance.Name,
            Input = instance.Input,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.InstanceId, ExecutionId = "1" },
        })];
        while (true)
        {
            foreach (var action in await StepAsync())
            {
                if (action.CompleteOrchestration is { } end)
                    return (end.OrchestrationStatus, end.Result ?? end.FailureDetails?.ErrorMessage ?? "");
                if (action.CreateTimer is { } timer)
                {
                    _past.Add(Event(e => e.TimerCreated = new TimerCreatedEvent { FireAt = timer.FireAt }, action.Id));
                    _running.Add(FireAsync(action.Id, timer.FireAt));
                    continue;
                }

                var task = action.ScheduleTask
                    ?? throw new NotSupportedException($"The orchestrator asks for {action.OrchestratorActionTypeCase}.");
                _past.Add(Event(e => e.TaskScheduled = new TaskScheduledEvent { Name = task.Name, Input = task.Input }, action.Id));
                _running.Add(RunActivityAsync(action.Id, task));
            }

            _raised ??= RaisedAsync();
            var ended = await Task.WhenAny([.. _running, _raised]);
            if (ended == _raised) _raised = null;
            else _running.Remove(ended);
            _news = [await ended];
        }
    }

    /// <summary>Gives the orchestrator its news.</summary>
    /// <returns>What it wants done.</returns>
    private async Task<IEnumerable<OrchestratorAction>> StepAsync()
    {
        _news.Insert(0, Event(e => e.OrchestratorStarted = new OrchestratorStartedEvent()));
        var request = new OrchestratorRequest
        {
            InstanceId = instance.InstanceId,
            ExecutionId = "1",
            PastEvents = { _past },
            NewEvents = { _news },
        };
        var answer = await host.InvokeAsync(instance.Name, new TypedData { String = request.ToByteString().ToBase64() });
        _past.AddRange(_news);
        _past.Add(Event(e => e.OrchestratorCompleted = new OrchestratorCompletedEvent()));
        return OrchestratorResponse.Parser.ParseFrom(ByteString.FromBase64(answer.ReturnValue.String)).Actions;
    }

    private static async Task<HistoryEvent> FireAsync(int id, Timestamp at)
    {
        var wait = at.ToDateTimeOffset() - DateTimeOffset.UtcNow;
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
        return Event(e => e.TimerFired = new TimerFiredEvent { TimerId = id, FireAt = at });
    }

    private async Task<HistoryEvent> RaisedAsync()
    {
        var raised = await host.Durable.EventsOf(instance.InstanceId).Reader.ReadAsync();
        return Event(e => e.EventRaised = new EventRaisedEvent { Name = raised.Name, Input = raised.Input });
    }

    private async Task<HistoryEvent> RunActivityAsync(int id, ScheduleTaskAction task)
    {
        // An orchestrator names the arguments of a call as an array; an activity's only argument is taken out of it by the extension.
        var input = JsonSerializer.Deserialize<JsonElement[]>(task.Input)!.Single().GetRawText();
        var answer = await host.InvokeAsync(task.Name, new TypedData { Json = input });
        return Event(e => e.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = answer.ReturnValue.Json });
    }

    private static HistoryEvent Event(Action<HistoryEvent> fill, int id = -1)
    {
        var e = new HistoryEvent { EventId = id, Timestamp = Timestamp.FromDateTime(DateTime.UtcNow) };
        fill(e);
        return e;
    }
}
