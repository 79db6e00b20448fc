using System.Text.Json.Serialization;

namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>A share of a group's limit that was reached in a period, recorded once for each limit.</summary>
/// <param name="Period">The period, by its key.</param>
/// <param name="Percent">The share: 50, 80 or 100.</param>
/// <param name="At">When that was noticed.</param>
/// <param name="Spent">What was spent by then.</param>
public sealed record GroupAlert(string Period, int Percent, DateTimeOffset At, Money Spent)
{
    /// <summary>The limit of which the share was reached.</summary>
    public Money Limit { get; init; }

    /// <summary>How often its webhooks were told, or are being told.</summary>
    public int Tries { get; init; }

    /// <summary>When they are to be told next; null when there is nobody left to tell.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Those of the webhooks that were told, from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Told { get; init; }
}
