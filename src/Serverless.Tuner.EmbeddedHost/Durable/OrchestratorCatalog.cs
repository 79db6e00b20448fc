using System.Reflection;
using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>The app's orchestrator functions, as DurableTask.Core asks for them.
/// An instance of a missing orchestrator fails in its first step.</summary>
internal sealed class OrchestratorCatalog(
    FunctionCatalog functions, IServiceScopeFactory scopes, DataConverter converter, ILoggerFactory loggers)
    : INameVersionObjectManager<TaskOrchestration>
{
    // Beside its context an orchestrator may take its input as a parameter.
    private readonly Dictionary<string, (FunctionDescriptor Function, FunctionInvoker Invoker)> _orchestrators =
        functions.TriggeredBy<OrchestrationTriggerAttribute>().ToDictionary(
            function => function.Name, function => (function, new FunctionInvoker(function, IsInput)), StringComparer.OrdinalIgnoreCase);

    private readonly DurableTaskShimFactory _shims = new(new DurableTaskWorkerOptions { DataConverter = converter }, loggers);

    public TaskOrchestration GetObject(string name, string? version) => new RunningOrchestrator(name, this);

    public void Add(ObjectCreator<TaskOrchestration> creator) => throw new NotSupportedException("The app's functions are all there is.");

    public AsyncServiceScope CreateScope() => scopes.CreateAsyncScope();

    public TaskOrchestration CreateShim(string name, ParentInstance? parent, Func<TaskOrchestrationContext, Task<object?>> body) =>
        _shims.CreateOrchestration<object, object>(
            name,
            (context, _) => body(context),
            parent is null ? null : new ParentOrchestrationInstance(parent.Name, parent.OrchestrationInstance.InstanceId));

    /// <summary>Runs the function once, from its start.</summary>
    public Task<object?> RunAsync(
        string name, TaskOrchestrationContext library, string? input, OrchestratorThread thread, IServiceProvider services)
    {
        if (!_orchestrators.TryGetValue(name, out var orchestrator))
            throw new InvalidOperationException($"This app has no orchestrator function named '{name}'.");
        var context = new EmbeddedOrchestrationContext(library, input, converter, thread, loggers);
        var invocation = new EmbeddedFunctionContext(orchestrator.Function, services, CancellationToken.None);
        return orchestrator.Invoker.InvokeAsync(invocation, context, parameter => context.GetInput(parameter.ParameterType));
    }

    private static bool IsInput(ParameterInfo parameter) => parameter.GetCustomAttributes()
        .All(attribute => attribute.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true);
}
