using System.Collections.Concurrent;
using System.Text.Json;

namespace Serverless.Tuner.Client;

/// <summary>The parameters that a server has accepted of a worker: what they are is known, and need not be told again.</summary>
internal sealed class DeclaredSpace
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the worker's objective asks for its parameters while it runs.</summary>
    public bool IsAny => !_known.IsEmpty;

    /// <summary>Whether the server has accepted a parameter just like this one.</summary>
    public bool Has(ParameterSpec asked) => _known.TryGetValue(asked.Name, out var text) && text == Text(asked);

    public void Add(ParameterSpec accepted) => _known[accepted.Name] = Text(accepted);

    private static string Text(ParameterSpec parameter) => JsonSerializer.Serialize(parameter, TunerJson.Options);
}
