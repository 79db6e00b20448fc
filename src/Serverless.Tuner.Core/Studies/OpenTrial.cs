using System.Text.Json.Serialization;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Studies;

/// <summary>A trial whose outcome the study has not counted yet.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Reserved">What is set aside for it.</param>
public sealed record OpenTrial(int Number, Money Reserved)
{
    /// <summary>Whether it was asked to end, whatever it comes to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsCancelled { get; init; }

    /// <summary>The period of the study's group in which it was reserved; null in a study without a group.</summary>
    public string? Period { get; init; }
}
