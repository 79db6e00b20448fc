namespace Serverless.Tuner.Core.Budgets;

/// <summary>The money of the attempt at a trial that runs: what its reservation still pays for, and what it is charged.</summary>
/// <param name="Meter">What its time and the attempt itself cost; null when neither does.</param>
/// <param name="Left">What of the trial's reservation neither earlier attempts
/// nor what was reported of this one has used up; never below 0.</param>
/// <param name="Reported">What counts of what the objective has reported of this attempt.</param>
public readonly record struct AttemptMoney(Meter? Meter, Money Left, Money Reported)
{
    // No single evaluation costs more than a billion dollars; a larger number is a mistake that must not overflow the ledger.
    private const decimal MostReportedUsd = 1_000_000_000m;

    /// <summary>The money of an attempt.</summary>
    /// <param name="budget">The study's budget; null when it has none.</param>
    /// <param name="reserved">What is set aside for the trial.</param>
    /// <param name="earlier">What its earlier attempts cost.</param>
    /// <param name="reported">What the objective has reported of this one so far; counts only where the budget counts reports.</param>
    public static AttemptMoney Of(BudgetSpec? budget, Money reserved, Money earlier, Money reported)
    {
        var counted = Meter.CountsReported(budget) ? Money.Max(Money.Zero, reported) : Money.Zero;
        return new AttemptMoney(Meter.Of(budget), Money.Max(Money.Zero, reserved - earlier - counted), counted);
    }

    /// <summary>How long this attempt may last in all for what is left; zero when it cannot even start.</summary>
    public TimeSpan PaidTime => Meter?.PaidTime(Left) ?? TimeSpan.MaxValue;

    /// <summary>What the attempt costs when it ends after this time: what was reported, and
    /// its time as far as that was paid for; after that it is not waited for.</summary>
    public Money Charge(TimeSpan elapsed) => Reported + Money.Min(Meter?.Charge(elapsed) ?? Money.Zero, Left);

    /// <summary>What an objective reports, in US dollars: at least nothing, at most a billion.</summary>
    public static Money FromReport(decimal usd) => Money.Cost(Math.Clamp(usd, 0, MostReportedUsd));
}
