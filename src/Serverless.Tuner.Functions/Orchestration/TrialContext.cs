using Serverless.Tuner.Contracts;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>A leased trial as its objective sees it.</summary>
internal sealed class TrialContext(TrialLease lease, CancellationToken cancellation) : ITrialContext
{
    public string Study => lease.Study.Spec.Name;

    public int Number => lease.Trial.Number;

    /// <remarks>Splits the study's seed by an odd constant (2⁶⁴ / golden ratio), so that neighbouring trials get far-apart seeds.</remarks>
    public long Seed => unchecked(lease.Study.Spec.Seed + ((Number + 1L) * (long)0x9E3779B97F4A7C15UL));

    public IReadOnlyDictionary<string, ParameterValue> Parameters { get; } = Merge(lease);

    public ObjectiveSpec Objective => lease.Study.Spec.Objective;

    public int Repeat => 0;

    public TimeSpan GracePeriod => TimeSpan.FromSeconds(lease.Study.Spec.GracePeriodSeconds);

    public CancellationToken CancellationToken => cancellation;

    /// <summary>The last intermediate value.</summary>
    public double? LastReport { get; private set; }

    /// <summary>How many steps were reported.</summary>
    public int Reports { get; private set; }

    /// <summary>Set when another worker has taken over.</summary>
    public bool IsLost { get; set; }

    /// <summary>Why the objective was told at a report not to go on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>What the store threw at a report; then it is not the objective that failed.</summary>
    public Exception? FailedWrite { get; private set; }

    public async Task<bool> ReportAsync(int step, double value, decimal? costUsd = null, CancellationToken cancellationToken = default)
    {
        if (step < 0) throw new ObjectiveException($"a value was reported at step {step}; steps begin at 0");
        if (!double.IsFinite(value)) throw new ObjectiveException($"the value reported at step {step} is {(double.IsNaN(value) ? "NaN" : "infinite")}");
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            LastReport = value;
            Reports++;
            IsLost = await lease.ReportAsync(step, value, cancellationToken) == LeaseState.Lost;
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            FailedWrite = e;
            throw;
        }

        StopReason ??= lease.Interruption;
        return !IsLost && StopReason is null;
    }

    /// <summary>defaults ← suggested ← fixed.</summary>
    private static Dictionary<string, ParameterValue> Merge(TrialLease lease)
    {
        var merged = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var layer in new[] { lease.Study.Spec.Defaults, lease.Trial.Parameters, lease.Study.Spec.Fixed })
            foreach (var (name, value) in layer ?? new Dictionary<string, ParameterValue>())
                merged[name] = value;
        return merged;
    }
}
