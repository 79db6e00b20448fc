using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>One step of an orchestrator: it is run again from its start, over all that has arrived, and asks for what it needs next.</summary>
internal sealed class OrchestratorStep(string name, OrchestratorCatalog catalog) : TaskOrchestration, IAsyncDisposable
{
    private readonly AsyncServiceScope _scope = catalog.CreateScope();
    private TaskOrchestration? _shim;
    private OrchestratorThread? _thread;

    /// <summary>The orchestration that started this one as a part of itself.</summary>
    public ParentInstance? Parent { get; set; }

    /// <summary>Told when the orchestrator awaits something that is not durable.</summary>
    public Action Intruded { get; set; } = static () => { };

    public override Task<string> Execute(OrchestrationContext context, string input)
    {
        _thread = new(SynchronizationContext.Current!, Intruded);
        SynchronizationContext.SetSynchronizationContext(_thread);
        _shim = catalog.CreateShim(name, Parent, library => RunAsync(library, input));
        return _shim.Execute(context, input);
    }

    public override void RaiseEvent(OrchestrationContext context, string name, string input) => _shim?.RaiseEvent(context, name, input);

    public override string? GetStatus() => _shim?.GetStatus();

    public ValueTask DisposeAsync()
    {
        _thread?.End();
        return _scope.DisposeAsync();
    }

    private Task<object?> RunAsync(TaskOrchestrationContext library, string? input) => catalog.Find(name) is { } orchestrator
        ? orchestrator.RunAsync(catalog.CreateContext(library, input, _thread!), _scope.ServiceProvider)
        : throw new InvalidOperationException($"This app has no orchestrator function named '{name}'.");
}
