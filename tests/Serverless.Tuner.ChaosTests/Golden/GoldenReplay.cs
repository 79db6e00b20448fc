using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.EmbeddedHost.Durable;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>Feeds a history to the orchestrator functions of today, step by
/// step, as DurableTask.Core does it: each over all that came before.</summary>
internal static class GoldenReplay
{
    /// <param name="history">What is on record.</param>
    /// <param name="functions">The classes of orchestrator functions.</param>
    /// <exception cref="NonDeterministicOrchestrationException">An orchestrator decides otherwise than is on record.</exception>
    public static async Task RunAsync(GoldenHistory history, params Type[] functions)
    {
        // Built and never started.
        await using var host = EmbeddedFunctionHost.Create(
            new EmbeddedHostOptions
            {
                FunctionAssemblies = [.. functions.Select(f => f.Assembly).Distinct()],
                FunctionTypes = functions.Contains
            }, (_, _) => { });
        var orchestrators = host.Services.GetRequiredService<OrchestratorCatalog>();
        foreach (var steps in history.Generations)
        {
            var past = new List<HistoryEvent>();
            foreach (var step in steps)
            {
                Compare(step, await MakeAsync(orchestrators, history.Orchestrator, past, step));
                past.AddRange([.. step.Arrived, .. step.Asked]);
            }
        }
    }

    private static async Task<List<HistoryEvent>> MakeAsync(
        OrchestratorCatalog orchestrators, string name, List<HistoryEvent> past, GoldenStep step)
    {
        var state = new OrchestrationRuntimeState(past);
        foreach (var arrived in step.Arrived) state.AddEvent(arrived);
        await using var orchestrator = (RunningOrchestrator)orchestrators.GetObject(name, null);
        var executor =
            new TaskOrchestrationExecutor(state, orchestrator, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails);
        return [.. executor.Execute().Actions.Select(action => GoldenEvents.Of(action, step.Time))];
    }

    private static void Compare(GoldenStep step, List<HistoryEvent> asked)
    {
        for (var i = 0; i < Math.Max(step.Asked.Count, asked.Count); i++)
        {
            var then = i < step.Asked.Count ? GoldenEvents.Line(step.Asked[i]) : "nothing";
            var now = i < asked.Count ? GoldenEvents.Line(asked[i]) : "nothing";
            if (then != now)
                throw new NonDeterministicOrchestrationException(i, $"At {step.Time:O} on record is {then}, it now asks for {now}.");
        }
    }
}
