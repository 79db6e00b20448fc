using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>A method with <c>[Function]</c>. <paramref name="Trigger"/> is its parameter with <paramref name="Binding"/>.</summary>
internal sealed record FunctionDescriptor(
    string Name, MethodInfo Method, ParameterInfo[] Parameters, ParameterInfo Trigger, TriggerBindingAttribute Binding)
{
    public static FunctionDescriptor Of(string name, MethodInfo method)
    {
        // Read once: reflection may return other instances the next time.
        var parameters = method.GetParameters();
        var triggers = parameters.Where(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute))).ToArray();
        if (triggers is not [var trigger]) throw Unfit(name, method, $"it has {triggers.Length} triggers, it needs one");
        var binding = trigger.GetCustomAttribute<TriggerBindingAttribute>()!;
        var needed = binding switch
        {
            HttpTriggerAttribute => typeof(HttpRequest),
            TimerTriggerAttribute => typeof(TimerInfo),
            OrchestrationTriggerAttribute => typeof(TaskOrchestrationContext),
            ActivityTriggerAttribute => trigger.ParameterType,
            _ => throw Unfit(name, method, $"the embedded host does not know {binding.GetType().Name}"),
        };
        return trigger.ParameterType == needed
            ? new(name, method, parameters, trigger, binding)
            : throw Unfit(name, method, $"its trigger must be of type {needed.Name}");
    }

    public InvalidOperationException Unfit(string why) => Unfit(Name, Method, why);

    private static InvalidOperationException Unfit(string name, MethodInfo method, string why) =>
        new($"Function '{name}' ({method.DeclaringType}.{method.Name}) cannot be hosted: {why}.");
}
