using DurableTask.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>An orchestrator that runs: from its start over all that has arrived, until it asks for what it needs next. Where it is
/// kept, another step goes on from there; otherwise the next step runs another one from the start.</summary>
internal sealed class RunningOrchestrator(string name, OrchestratorCatalog catalog) : TaskOrchestration, IAsyncDisposable
{
    private readonly AsyncServiceScope _scope = catalog.CreateScope();
    private TaskOrchestration? _shim;
    private OrchestratorThread? _thread;

    /// <summary>The orchestration that started this one as a part of itself.</summary>
    public ParentInstance? Parent { get; set; }

    /// <summary>Called when the orchestrator awaits something that is not durable.</summary>
    public Action AwaitedNonDurable { get; set; } = static () => { };

    /// <summary>A step begins.</summary>
    public void BeginStep() => _thread?.Begin();

    /// <summary>The step is over: until the next one begins, nothing may go on.</summary>
    public void EndStep() => _thread?.End();

    public override Task<string> Execute(OrchestrationContext context, string input)
    {
        _thread = new(SynchronizationContext.Current!, AwaitedNonDurable);
        SynchronizationContext.SetSynchronizationContext(_thread);
        _shim = catalog.CreateShim(name, Parent, library => catalog.RunAsync(name, library, input, _thread, _scope.ServiceProvider));
        return _shim.Execute(context, input);
    }

    public override void RaiseEvent(OrchestrationContext context, string name, string input) => _shim?.RaiseEvent(context, name, input);

    public override string? GetStatus() => _shim?.GetStatus();

    public ValueTask DisposeAsync()
    {
        EndStep();
        return _scope.DisposeAsync();
    }
}
