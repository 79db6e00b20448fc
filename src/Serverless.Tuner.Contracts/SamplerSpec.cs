using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>How points are suggested; in JSON the type and its options side by side: <c>{"type": "tpe", "nStartupTrials": 10}</c>.</summary>
[JsonConverter(typeof(SamplerSpecConverter))]
public sealed record SamplerSpec
{
    /// <summary>The default of <see cref="Type"/>.</summary>
    public const string DefaultType = "auto";

    /// <summary>Which sampler, such as <c>auto</c>, <c>tpe</c>, <c>gp</c>, <c>cmaes</c>, <c>nsga2</c> or <c>random</c>.</summary>
    public string Type { get; init; } = DefaultType;

    /// <summary>The options that differ from the sampler's defaults, by name.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Options { get; init; } = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);

    /// <summary>A sampler with options.</summary>
    public static SamplerSpec Of(string type, params (string Name, ParameterValue Value)[] options) =>
        new() { Type = type, Options = options.ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal) };

    /// <inheritdoc />
    public bool Equals(SamplerSpec? other) =>
        other is not null && Type == other.Type && Options.Count == other.Options.Count
        && Options.All(o => other.Options.TryGetValue(o.Key, out var value) && value == o.Value);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Options.Count);
}
