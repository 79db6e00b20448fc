using Microsoft.DurableTask;

namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>When a <see cref="RetryPolicy"/> tries again.</summary>
internal static class RetryBackoff
{
    /// <summary>The delay before the next attempt, or null when there is none.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="elapsed">Time since the first attempt.</param>
    public static TimeSpan? Next(RetryPolicy policy, int attempt, TimeSpan elapsed)
    {
        if (attempt >= policy.MaxNumberOfAttempts)
            return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout)
            return null;
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }
}
