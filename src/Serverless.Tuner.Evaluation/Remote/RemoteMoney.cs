using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>The money of a trial whose evaluation goes on elsewhere; metered time runs while it waits.</summary>
internal static class RemoteMoney
{
    /// <summary>The least time that is paid for at once.</summary>
    private static readonly TimeSpan s_leastExtension = TimeSpan.FromSeconds(5);

    /// <summary>Whether what is set aside pays for the attempt until now.</summary>
    public static bool IsPaid(Study study, Trial trial, DateTimeOffset now) =>
        study.Spec.Budget is null || (End(study, trial) > now && RemoteAttempt.Money(study, trial).Reported <= Room(study, trial));

    /// <summary>When what is set aside is used up.</summary>
    public static DateTimeOffset End(Study study, Trial trial)
    {
        if (study.Spec.Budget is null) return DateTimeOffset.MaxValue;
        var (start, paid) = (trial.StartedAt!.Value, RemoteAttempt.Money(study, trial).PaidTime);
        return paid < DateTimeOffset.MaxValue - start ? start + paid : DateTimeOffset.MaxValue;
    }

    /// <summary>What is to be set aside in all: what the attempt has cost, a quarter of it more, and some time.</summary>
    public static Money Wanted(Study study, Trial trial, DateTimeOffset now)
    {
        var (meter, _, reported) = RemoteAttempt.Money(study, trial);
        var elapsed = now - trial.StartedAt!.Value;
        var more = elapsed / 4 > s_leastExtension ? elapsed / 4 : s_leastExtension;
        return trial.Cost + reported + (reported / 4) + (meter?.Charge(elapsed + more) ?? Money.Zero);
    }

    private static Money Room(Study study, Trial trial)
    {
        var reserved = study.Open.FirstOrDefault(o => o.Number == trial.Number)?.Reserved ?? Money.Zero;
        return Money.Max(Money.Zero, reserved - trial.Cost);
    }
}
