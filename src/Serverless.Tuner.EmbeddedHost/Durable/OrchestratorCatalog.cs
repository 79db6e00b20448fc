using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>The app's orchestrator functions, as DurableTask.Core asks for them. An orchestrator that is not there is one that fails.</summary>
internal sealed class OrchestratorCatalog : INameVersionObjectManager<TaskOrchestration>
{
    private readonly Dictionary<string, Orchestrator> _orchestrators;
    private readonly IServiceScopeFactory _scopes;
    private readonly DataConverter _converter;
    private readonly ILoggerFactory _loggers;
    private readonly DurableTaskShimFactory _shims;

    public OrchestratorCatalog(FunctionCatalog catalog, IServiceScopeFactory scopes, DataConverter converter, ILoggerFactory loggers)
    {
        _scopes = scopes;
        _converter = converter;
        _loggers = loggers;
        _shims = new(new DurableTaskWorkerOptions { DataConverter = converter }, loggers);
        _orchestrators = catalog.OfKind(FunctionKind.Orchestration).ToDictionary(
            function => function.Name, function => new Orchestrator(function), StringComparer.OrdinalIgnoreCase);
    }

    public TaskOrchestration GetObject(string name, string? version) => new OrchestratorStep(name, this);

    public void Add(ObjectCreator<TaskOrchestration> creator) => throw new NotSupportedException("The app's functions are all there is.");

    public Orchestrator? Find(string name) => _orchestrators.GetValueOrDefault(name);

    public AsyncServiceScope CreateScope() => _scopes.CreateAsyncScope();

    public EmbeddedOrchestrationContext CreateContext(TaskOrchestrationContext library, string? input, OrchestratorThread thread)
        => new(library, input, _converter, thread, _loggers);

    public TaskOrchestration CreateShim(string name, ParentInstance? parent, Func<TaskOrchestrationContext, Task<object?>> body) => _shims.CreateOrchestration<object, object>(
        name,
        (context, _) => body(context),
        parent is null ? null : new ParentOrchestrationInstance(parent.Name, parent.OrchestrationInstance.InstanceId));
}
