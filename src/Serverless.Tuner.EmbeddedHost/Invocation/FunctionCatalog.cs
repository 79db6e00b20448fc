using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>The functions of an app, found by their attributes.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionDescriptor> _functions = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="types">Where to look.</param>
    /// <exception cref="InvalidOperationException">Two functions share a name, or one cannot be hosted.</exception>
    public FunctionCatalog(IEnumerable<Type> types)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var method in types.SelectMany(type => type.GetMethods(Declared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
                continue;
            var function = FunctionDescriptor.Of(attribute.Name, method);
            if (!_functions.TryAdd(function.Name, function))
                throw new InvalidOperationException($"Two functions are named '{function.Name}'.");
        }
    }

    public FunctionDescriptor? Find(string name, FunctionKind kind)
        => _functions.TryGetValue(name, out var function) && function.Kind == kind ? function : null;

    public IEnumerable<FunctionDescriptor> OfKind(FunctionKind kind) => _functions.Values.Where(function => function.Kind == kind);
}
