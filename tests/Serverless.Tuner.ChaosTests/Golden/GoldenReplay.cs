using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>Feeds a history to the orchestrator functions of today.</summary>
internal static class GoldenReplay
{
    /// <param name="history">What is on record.</param>
    /// <param name="functions">The classes of orchestrator functions.</param>
    /// <exception cref="NonDeterministicOrchestrationException">An orchestrator decides otherwise than is on record.</exception>
    public static async Task RunAsync(GoldenHistory history, params Type[] functions)
    {
        // Built and never started: it asks nothing of any storage.
        await using var host = EmbeddedFunctionHost.Create(
            new EmbeddedHostOptions
            {
                FunctionAssemblies = [.. functions.Select(f => f.Assembly).Distinct()],
                FunctionTypes = functions.Contains,
                Settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" },
            },
            _ => { });
        var orchestrators = host.Services.GetRequiredService<OrchestratorFactory>();
        foreach (var generation in history.Generations)
        {
            var identity = new OrchestrationIdentity(history.Orchestrator, history.InstanceId, generation.Number, generation.Input, null);
            var execution = orchestrators.Create(identity, static _ => throw new InvalidOperationException("The orchestrator awaited something that is not durable."));
            if (generation.Carried.Count > 0) execution.Replay(new Episode(0, generation.Steps[0].Time, generation.Carried, []));
            foreach (var step in generation.Steps) execution.Replay(step, step == generation.Steps[^1] ? generation.End.ToOutcome() : null);
        }
    }
}
