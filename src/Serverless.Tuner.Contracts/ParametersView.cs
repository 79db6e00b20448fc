using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>The answer to a trial that asks for parameters: their values in this trial.</summary>
/// <param name="Parameters">The values by name.</param>
public sealed record ParametersView(IReadOnlyDictionary<string, ParameterValue> Parameters)
{
    /// <summary>Whether to stop: the trial has ended already, and its worker need not call again for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prune { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
