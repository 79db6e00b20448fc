using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>A method with <c>[Function]</c>, and what sets it off.</summary>
internal sealed class FunctionDescriptor
{
    private FunctionDescriptor(string name, MethodInfo method, ParameterInfo[] parameters, ParameterInfo trigger, TriggerBindingAttribute binding, FunctionKind kind)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        Binding = binding;
        Kind = kind;
        Parameters = parameters;
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public ParameterInfo Trigger { get; }

    public TriggerBindingAttribute Binding { get; }

    public FunctionKind Kind { get; }

    public ParameterInfo[] Parameters { get; }

    /// <exception cref="InvalidOperationException">The method has no trigger, several, or one that this host does not know.</exception>
    public static FunctionDescriptor Of(string name, MethodInfo method)
    {
        // Asked for once: reflection may answer with other instances the next time.
        var parameters = method.GetParameters();
        var triggers = parameters
            .Select(parameter => (Parameter: parameter, Binding: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(candidate => candidate.Binding is not null)
            .ToArray();
        if (triggers is not [var (trigger, binding)])
            throw Unfit(name, method, $"it has {triggers.Length} triggers, it needs one");
        var kind = binding switch
        {
            HttpTriggerAttribute => FunctionKind.Http,
            TimerTriggerAttribute => FunctionKind.Timer,
            OrchestrationTriggerAttribute => FunctionKind.Orchestration,
            ActivityTriggerAttribute => FunctionKind.Activity,
            _ => throw Unfit(name, method, $"the embedded host does not know {binding!.GetType().Name}"),
        };
        return new(name, method, parameters, trigger, binding, kind);
    }

    public InvalidOperationException Unfit(string why) => Unfit(Name, Method, why);

    private static InvalidOperationException Unfit(string name, MethodInfo method, string why)
        => new($"Function '{name}' ({method.DeclaringType}.{method.Name}) cannot be hosted: {why}.");
}
