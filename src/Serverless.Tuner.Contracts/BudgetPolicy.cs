namespace Serverless.Tuner.Contracts;

/// <summary>How much is set aside for a trial that starts.</summary>
public enum BudgetPolicy
{
    /// <summary>The most that the trial can cost: its timeout at the meter's
    /// rate or, without a timeout, what its deadline is reserved for.</summary>
    Strict,

    /// <summary>The upper quantile of what it is predicted to cost; it is pruned
    /// at what its reservation and the remaining money can pay.</summary>
    Expected,
}
