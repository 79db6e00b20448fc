using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>What this host does around each step of an orchestrator.</summary>
internal sealed class OrchestratorSteps(
    IOrchestrationServiceClient client, EmbeddedHostOptions options, TimeProvider time, ILogger<OrchestratorSteps> logger)
{
    private readonly ConcurrentDictionary<string, bool> _toFail = new();

    public async Task MakeAsync(DispatchMiddlewareContext dispatch, Func<Task> next)
    {
        var state = dispatch.GetProperty<OrchestrationRuntimeState>();
        var instance = state.OrchestrationInstance!;

        // DurableTask.Core stamps events by the system clock; orchestrators use the clock of this host.
        foreach (var arrived in state.NewEvents) arrived.Timestamp = time.GetUtcNow().UtcDateTime;

        var arrivedEvents = state.NewEvents.ToList();
        var orchestrator = (RunningOrchestrator)dispatch.GetProperty<TaskOrchestration>();
        var isOver = true;
        try
        {
            await MakeAsync(dispatch, state, orchestrator, next);
            isOver = dispatch.GetProperty<OrchestratorExecutionResult>().Actions.OfType<OrchestrationCompleteOrchestratorAction>().Any();
        }
        finally
        {
            orchestrator.EndStep();
            if (isOver || !IsKept(dispatch)) await orchestrator.DisposeAsync();
        }

        var actions = dispatch.GetProperty<OrchestratorExecutionResult>().Actions.ToList();
        options.StepRecorded?.Invoke(new(instance, state.Name, arrivedEvents, actions));
        foreach (var end in actions.OfType<OrchestrationCompleteOrchestratorAction>()) Log(instance, state.Name, end);
    }

    private async Task MakeAsync(
        DispatchMiddlewareContext dispatch, OrchestrationRuntimeState state, RunningOrchestrator orchestrator, Func<Task> next)
    {
        var instance = state.OrchestrationInstance!;
        if (_toFail.TryRemove(instance.ExecutionId, out _))
        {
            dispatch.SetProperty(Failed(state, new InvalidOperationException(OrchestratorThread.NotDurable)));
            return;
        }

        orchestrator.Parent = state.ParentInstance;
        orchestrator.AwaitedNonDurable = () => FailNextStep(instance);
        orchestrator.BeginStep();
        await next();
    }

    private static bool IsKept(DispatchMiddlewareContext dispatch) =>
        dispatch.GetProperty<TaskOrchestrationWorkItem>() is InMemory.InstanceWorkItem { IsKept: true };

    private static OrchestratorExecutionResult Failed(OrchestrationRuntimeState state, Exception exception) => new()
    {
        Actions =
        [
            new OrchestrationCompleteOrchestratorAction
            {
                Id = state.PastEvents.Count,
                OrchestrationStatus = OrchestrationStatus.Failed,
                Result = exception.Message,
                FailureDetails = new(exception),
            },
        ],
    };

    /// <summary>Has another step follow, which fails: the current one may be over by now.</summary>
    private void FailNextStep(OrchestrationInstance instance)
    {
        if (_toFail.TryAdd(instance.ExecutionId, true))
            _ = client.SendTaskOrchestrationMessageAsync(
                new() { OrchestrationInstance = instance, Event = new GenericEvent(-1, OrchestratorThread.NotDurable) });
    }

    private void Log(OrchestrationInstance instance, string name, OrchestrationCompleteOrchestratorAction end)
    {
        if (end.FailureDetails?.IsCausedBy<NonDeterministicOrchestrationException>() == true)
            logger.InstanceDiverged(instance.InstanceId, name, end.FailureDetails.ErrorMessage);
        else if (end.OrchestrationStatus != OrchestrationStatus.ContinuedAsNew)
            logger.InstanceEnded(instance.InstanceId, name, end.OrchestrationStatus, end.FailureDetails?.ErrorMessage);
    }
}
