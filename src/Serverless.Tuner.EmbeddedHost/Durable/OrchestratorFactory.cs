using System.Reflection;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Makes executions of the app's orchestrator functions.</summary>
internal sealed class OrchestratorFactory
{
    private static readonly IReadOnlyDictionary<string, object?> NoData = new Dictionary<string, object?>();

    private readonly Dictionary<string, (FunctionDescriptor Function, FunctionInvoker Invoker)> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly IServiceScopeFactory _scopes;
    private readonly DataConverter _converter;
    private readonly ILoggerFactory _loggers;

    public OrchestratorFactory(FunctionCatalog catalog, IServiceScopeFactory scopes, DataConverter converter, ILoggerFactory loggers)
    {
        _scopes = scopes;
        _converter = converter;
        _loggers = loggers;
        foreach (var function in catalog.OfKind(FunctionKind.Orchestration))
        {
            if (function.Trigger.ParameterType != typeof(TaskOrchestrationContext))
                throw function.Unfit($"its trigger must be a {nameof(TaskOrchestrationContext)}");

            // Beside its context an orchestrator may take its input as a parameter.
            var binder = new FunctionParameterBinder(function, IsInput);
            _orchestrators.Add(function.Name, (function, new FunctionInvoker(function, binder)));
        }
    }

    /// <summary>An execution that has not been started; one of an unknown orchestrator fails at its start.</summary>
    public OrchestratorExecution Create(OrchestrationIdentity identity, Action<OrchestratorExecution> intruded)
        => new(identity, context => RunAsync(identity, context), _converter, _loggers, intruded);

    private static bool IsInput(ParameterInfo parameter) => parameter.GetCustomAttributes().All(attribute => attribute.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true);

    private async Task<object?> RunAsync(OrchestrationIdentity identity, TaskOrchestrationContext context)
    {
        if (!_orchestrators.TryGetValue(identity.Name, out var orchestrator))
            throw new InvalidOperationException($"This app has no orchestrator function named '{identity.Name}'.");
        await using var scope = _scopes.CreateAsyncScope();
        var functionContext = new EmbeddedFunctionContext(orchestrator.Function, scope.ServiceProvider, NoData, CancellationToken.None);
        return await orchestrator.Invoker.InvokeAsync(new(scope.ServiceProvider, functionContext, context)
        {
            Named = input => _converter.Deserialize(identity.Input, input.Type),
        });
    }
}
