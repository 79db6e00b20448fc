using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>Which sampler or pruner a study has; in JSON its type and its
/// options side by side: <c>{"type": "tpe", "nStartupTrials": 10}</c>.</summary>
public abstract record PartSpec
{
    /// <summary>Its name.</summary>
    public string Type { get; init; } = "";

    /// <summary>The options that differ from its defaults, by name.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Options { get; init; } = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Whether type and options are the same, whatever their order; 1 and 1.0 are the same number.</summary>
    public virtual bool Equals(PartSpec? other) =>
        other is not null && EqualityContract == other.EqualityContract && Type == other.Type && Options.Count == other.Options.Count
        && Options.All(o => other.Options.TryGetValue(o.Key, out var value) && JsonElement.DeepEquals(o.Value, value));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Options.Count);

    /// <summary>Options as a spec holds them.</summary>
    private protected static SortedDictionary<string, JsonElement> Collect(IEnumerable<(string Name, ParameterValue Value)> options) =>
        new(options.ToDictionary(o => o.Name, o => JsonSerializer.SerializeToElement(o.Value, TunerJson.Options)), StringComparer.Ordinal);
}
