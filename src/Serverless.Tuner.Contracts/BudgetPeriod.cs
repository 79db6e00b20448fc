namespace Serverless.Tuner.Contracts;

/// <summary>For how long the limit of a shared budget holds before it begins anew.</summary>
public enum BudgetPeriod
{
    /// <summary>For ever.</summary>
    None,

    /// <summary>For a week, which begins on Monday at 00:00 UTC.</summary>
    Week,

    /// <summary>For a calendar month, which begins on its first day at 00:00 UTC.</summary>
    Month,
}
