using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Studies;

/// <summary>An event that a webhook is still to be told.</summary>
/// <param name="Id">Its identifier, the same however often it is sent.</param>
/// <param name="Target">Which of the study's webhooks is told, from 0.</param>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
public sealed record Notice(string Id, int Target, NotifyEvent Event, DateTimeOffset At)
{
    /// <summary>How often it was sent in vain, or is being sent.</summary>
    public int Tries { get; init; }

    /// <summary>When it is to be sent next.</summary>
    public DateTimeOffset DueAt { get; init; } = At;

    /// <summary>Why the study ended.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>The best trial at the time.</summary>
    public int? Best { get; init; }

    /// <summary>Its value.</summary>
    public double? BestValue { get; init; }

    /// <summary>How many trials had ended.</summary>
    public int Ended { get; init; }

    /// <summary>What they had cost.</summary>
    public Money Spent { get; init; }
}
