using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>What the tests of orchestrations share.</summary>
public abstract class OrchestrationTest : IAsyncDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    protected TestHosts Hosts { get; set; } = new();

    protected Ledger Ledger => Hosts.Ledger;

    protected static DurableTaskClient Client(EmbeddedFunctionHost host) => host.Services.GetRequiredService<DurableTaskClient>();

    protected static async Task<OrchestrationMetadata> EndOf(EmbeddedFunctionHost host, string instanceId)
    {
        using var enough = new CancellationTokenSource(Patience);
        return await Client(host).WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, enough.Token);
    }

    /// <summary>Runs an orchestration to its end and gives its output.</summary>
    protected static async Task<T?> ResultOf<T>(EmbeddedFunctionHost host, string orchestrator, object? input = null)
    {
        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync(orchestrator, input));
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ToString());
        return ended.ReadOutputAs<T>();
    }

    /// <summary>Looks until something holds.</summary>
    protected static async Task Eventually(Func<Task<bool>> holds, string what)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(enough.IsCancellationRequested, $"It never came to this: {what}");
            await Task.Delay(5);
        }
    }

    protected static Task Eventually(Func<bool> holds, string what) => Eventually(() => Task.FromResult(holds()), what);

    public async ValueTask DisposeAsync()
    {
        Ledger.Gate.TrySetResult();
        await Hosts.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
