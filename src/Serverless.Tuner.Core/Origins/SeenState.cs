using System.Text.Json.Serialization;

namespace Serverless.Tuner.Core.Origins;

/// <summary>What an advance of a study knew before it suggested trials: all that those depend on, beside the rows of the trials before
/// them, the study's seed and its sampler.</summary>
public sealed record SeenState
{
    /// <summary>The trials before that had not been counted, as ranges such as <c>3,5-7</c>; null for none. The others had.</summary>
    public string? Open { get; init; }

    /// <summary>How much of the money was spent, or would be by trials that ran, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double SpentShare { get; init; }

    /// <summary>How many trials the money seemed to pay for; null where that was not known.</summary>
    public int? AffordableTrials { get; init; }

    /// <summary>The names of the constraints that trials had values of, where the study's spec does not say them.</summary>
    public IReadOnlyList<string>? Constraints { get; init; }
}
