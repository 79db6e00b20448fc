using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>The functions of an app, found by their attributes.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionDescriptor> _functions = new(StringComparer.OrdinalIgnoreCase);

    public FunctionCatalog(IEnumerable<Type> types)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var method in types.SelectMany(type => type.GetMethods(Declared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute) continue;
            if (!_functions.TryAdd(attribute.Name, FunctionDescriptor.Of(attribute.Name, method)))
                throw new InvalidOperationException($"Two functions are named '{attribute.Name}'.");
        }
    }

    public IEnumerable<FunctionDescriptor> TriggeredBy<TBinding>()
        where TBinding : TriggerBindingAttribute => _functions.Values.Where(function => function.Binding is TBinding);
}
