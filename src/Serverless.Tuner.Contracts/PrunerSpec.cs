using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>When a trial that reports is cut short.</summary>
public sealed record PrunerSpec : PartSpec
{
    /// <summary>The pruner of a study that names none.</summary>
    public const string DefaultType = "none";

    /// <summary>The default pruner.</summary>
    public PrunerSpec() => Type = DefaultType;

    /// <summary>The pruner that a <c>patient</c> one holds back; null otherwise.</summary>
    [JsonIgnore]
    public PrunerSpec? Wrapped => !Options.TryGetValue("wrappedPruner", out var wrapped) ? null
        : wrapped.ValueKind == JsonValueKind.String ? new PrunerSpec { Type = wrapped.GetString()! }
        : wrapped.Deserialize<PrunerSpec>(TunerJson.Options);

    /// <summary>A pruner with options.</summary>
    public static PrunerSpec Of(string type, params (string Name, ParameterValue Value)[] options) => new()
    {
        Type = type,
        Options = Collect(options),
    };
}
