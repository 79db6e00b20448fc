using System.Globalization;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What keeps a study that has ended from going on, and which command lets it.</summary>
public static class Continuation
{
    /// <summary>Why resuming the study would do nothing, in a sentence; null when it goes on as it is.</summary>
    internal static string? Obstacle(Study study, DateTimeOffset now)
    {
        var name = study.Spec.Name;
        // Trials that ended after their study did are still to be counted.
        if (study.Open.Count > 0) return null;
        if (study.StopReason == StopReason.Target) return $"Study '{name}' has reached its target.";
        if (study.StopReason == StopReason.Exhausted)
            return $"Study '{name}' has tried every point of its search space that may be tried.";
        if (LacksTrials(study)) return $"All {study.Spec.Trials} trials of study '{name}' have ended.";
        if (LacksTime(study, now)) return $"The time of study '{name}' is over.";
        return LacksMoney(study) ? $"Nothing more fits into the budget of study '{name}'." : null;
    }

    /// <summary>The command that lets the study go on, as far as to try each point that waits; null when it runs, or none can.</summary>
    public static string? Command(Study study, DateTimeOffset now)
    {
        if (study.State != StudyState.Ended) return null;
        var name = study.Spec.Name;
        if (study.Open.Count == 0 && study.StopReason is StopReason.Target or StopReason.Exhausted) return null;

        var raised = "";
        var waiting = Math.Max(1, Waiting(study));
        if (LacksTrials(study))
            raised += string.Create(CultureInfo.InvariantCulture, $" --trials {Math.Max(study.Spec.Trials, study.NextNumber) + waiting}");
        if (LacksMoney(study) && study.Spec.Budget?.LimitUsd is not null)
            raised += string.Create(CultureInfo.InvariantCulture, $" --limit {Limit(study, waiting):0.00####}");
        if (LacksTime(study, now)) raised += string.Create(CultureInfo.InvariantCulture, $" --timeout {Seconds(study, now)}");
        return raised.Length > 0 && study.Open.Count == 0 ? $"tuner study extend {name}{raised}" : $"tuner study resume {name}";
    }

    /// <summary>How many points wait to be tried before the sampler's own.</summary>
    public static int Waiting(Study study) =>
        StartPoints.Of(study, SearchSpace.Of(study.Spec)).Count - study.StartPointsTaken + study.Queue.Count;

    private static bool LacksTrials(Study study) => study.Ended >= study.Spec.Trials;

    private static bool LacksMoney(Study study) =>
        (study.StopReason == StopReason.Budget && study.LacksOfGroup == Money.Zero)
        || study.Ledger is { Limit: not null, Free.Micro: <= 0 };

    private static bool LacksTime(Study study, DateTimeOffset now) => now >= study.Deadline;

    // As much again as it had: what a trial costs is not known better here.
    private static decimal Limit(Study study, int waiting)
    {
        var budget = study.Spec.Budget!;
        var limit = budget.LimitUsd!.Value;
        var needed = Money.Max(study.Ledger.Spent, Money.Limit(limit)).Usd + ((budget.UsdPerTrial ?? 0) * waiting);
        return Math.Max(2 * limit, needed);
    }

    private static long Seconds(Study study, DateTimeOffset now) =>
        (long)Math.Ceiling((now - (study.StartedAt ?? study.CreatedAt)).TotalSeconds + study.Spec.TimeoutSeconds!.Value);
}
