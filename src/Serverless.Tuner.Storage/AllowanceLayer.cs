using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>What a key pays of one study: a part of what the study may spend, from so much on that it has spent before.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Id">Its id: that of a later study of its name is another.</param>
/// <param name="From">What is spent before this money is.</param>
/// <param name="Amount">How much is taken.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="EndedRun">The run with which the study had ended when it was taken for it to go on; null when it had not.</param>
public sealed record AllowanceLayer(
    string Study, Guid Id, Money From, Money Amount, DateTimeOffset TakenAt, string? EndedRun = null)
{
    /// <summary>The limit up to which it pays.</summary>
    internal Money To => From + Amount;

    /// <summary>Whether the study does not yet do what it was taken for: have a higher limit, or go on.</summary>
    internal bool IsPending(Study study) => To > study.Ledger.Limit || (EndedRun is not null && EndedRun == study.Run);

    /// <summary>What of it a study has used up that has spent so much; the last layer below the study's limit pays for what exceeds it.
    /// </summary>
    internal Money Used(Money spent, Money? limit)
    {
        var within = Money.Max(Money.Zero, Money.Min(spent - From, Amount));
        return To == limit ? within + Money.Max(Money.Zero, spent - To) : within;
    }
}
