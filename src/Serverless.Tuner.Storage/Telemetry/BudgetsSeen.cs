using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>What the studies that this process drives may still spend, as their last advances left it.</summary>
internal static class BudgetsSeen
{
    private static readonly ConcurrentDictionary<StudyName, double> Remaining = new();

    /// <summary>Takes what a study has left; one without a limit, or that has ended, has no part in it.</summary>
    public static void See(Study study)
    {
        if (!TunerMeters.BudgetRemaining.Enabled) return;
        if (study is { State: StudyState.Running, Ledger: { Limit: { } limit } ledger })
            Remaining[study.Name] = (double)Money.Max(Money.Zero, limit - ledger.Spent - ledger.Reserved).Usd;
        else Forget(study.Name);
    }

    /// <summary>The study has ended, or is gone.</summary>
    public static void Forget(StudyName study) => Remaining.TryRemove(study, out _);

    /// <summary>The sum; nothing where no study has a limit.</summary>
    public static IEnumerable<Measurement<double>> Observe()
    {
        double[] left = [.. Remaining.Values];
        return left.Length == 0 ? [] : [new Measurement<double>(left.Sum())];
    }
}
