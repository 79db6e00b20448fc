using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>When a trial that reports is cut short; in JSON the type and its options side by side: <c>{"type": "median", "nStartupTrials": 5}</c>.</summary>
[JsonConverter(typeof(PrunerSpecConverter))]
public sealed record PrunerSpec
{
    /// <summary>The default of <see cref="Type"/>: nothing is cut short.</summary>
    public const string DefaultType = "none";

    /// <summary>Which pruner, such as <c>median</c>, <c>hyperband</c> or <c>none</c>.</summary>
    public string Type { get; init; } = DefaultType;

    /// <summary>The options that differ from the pruner's defaults, by name.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Options { get; init; } = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);

    /// <summary>The pruner that a <c>patient</c> one holds back; null otherwise.</summary>
    public PrunerSpec? WrappedPruner { get; init; }

    /// <summary>A pruner with options.</summary>
    public static PrunerSpec Of(string type, params (string Name, ParameterValue Value)[] options) =>
        new() { Type = type, Options = options.ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal) };

    /// <inheritdoc />
    public bool Equals(PrunerSpec? other) =>
        other is not null && Type == other.Type && Options.Count == other.Options.Count
        && Options.All(o => other.Options.TryGetValue(o.Key, out var value) && value == o.Value)
        && Equals(WrappedPruner, other.WrappedPruner);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Options.Count, WrappedPruner);
}
