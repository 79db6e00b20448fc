using System.Reflection;
using Microsoft.DurableTask;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>An orchestrator function.</summary>
internal sealed class Orchestrator
{
    private static readonly IReadOnlyDictionary<string, object?> NoData = new Dictionary<string, object?>();

    private readonly FunctionDescriptor _function;
    private readonly FunctionInvoker _invoker;

    public Orchestrator(FunctionDescriptor function)
    {
        if (function.Trigger.ParameterType != typeof(TaskOrchestrationContext))
            throw function.Unfit($"its trigger must be a {nameof(TaskOrchestrationContext)}");
        _function = function;

        // Beside its context an orchestrator may take its input as a parameter.
        _invoker = new(function, new(function, IsInput));
    }

    /// <summary>Runs the function once, from its start.</summary>
    public Task<object?> RunAsync(EmbeddedOrchestrationContext context, IServiceProvider services)
    {
        var function = new EmbeddedFunctionContext(_function, services, NoData, CancellationToken.None);
        return _invoker.InvokeAsync(new(services, function, context)
        {
            Named = parameter => context.GetInput(parameter.Type),
        });
    }

    private static bool IsInput(ParameterInfo parameter)
        => parameter.GetCustomAttributes().All(attribute => attribute.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true);
}
