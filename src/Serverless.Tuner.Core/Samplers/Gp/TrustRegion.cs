namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Where a process is trusted: a box around the best point that grows after successes and shrinks after failures.</summary>
/// <remarks>
/// Eriksson et al. 2019 (Scalable global optimization via local Bayesian optimization, NeurIPS; arXiv 1910.01739, section 2). A box that
/// has become tiny begins anew as wide as at first, around the best point still: others look elsewhere.
/// </remarks>
/// <param name="Centre">The best trial.</param>
/// <param name="Length">The geometric mean of its sides, as a share of the parameters' ranges.</param>
internal sealed record TrustRegion(EncodedTrial Centre, double Length)
{
    private const double Most = 1.6;
    private const double LeastGain = 1e-3;
    private const int Successes = 3;

    private const int FewestFailures = 4;
    private const double First = 0.8;
    private const double Tiny = 1e-5;

    /// <summary>The region after the trials so far; null while none has a value.</summary>
    /// <param name="history">The study, which has one objective.</param>
    /// <param name="isOwn">Whether a trial, by its number, was suggested in the region: others do not tell whether to trust it.</param>
    public static TrustRegion? Of(SamplerHistory history, Func<int, bool> isOwn)
    {
        var patience = Math.Max(FewestFailures, history.Encoding.Scales.Count(s => !s.IsConstant) / 2);
        EncodedTrial? best = null;
        var (length, successes, failures) = (First, 0, 0);
        foreach (var trial in history.Encoded)
        {
            if (trial.IsPending) continue;
            var isBetter = trial.Losses is not null && (best is null || TrialOrder.Compare(trial, best) < 0);
            if (best is not null && isOwn(trial.Number))
            {
                (successes, failures) = isBetter && IsMuchBetter(trial, best) ? (successes + 1, 0) : (0, failures + 1);
                if (successes == Successes) (length, successes) = (Math.Min(Most, 2 * length), 0);
                if (failures == patience) (length, failures) = (length / 2, 0);
                if (length < Tiny) length = First;
            }

            if (isBetter) best = trial;
        }

        return best is null ? null : new TrustRegion(best, length);
    }

    /// <summary>The box, in which a parameter has the more room the less the values change along it.</summary>
    /// <param name="space">The dimensions.</param>
    /// <param name="lengths">The length scale of each.</param>
    public SearchBox Box(GpSpace space, double[] lengths)
    {
        // One that does not matter at all would leave the others no room.
        const double longest = 4;
        var logs = lengths.Select(l => PortableMath.Log(Math.Min(l, longest))).ToArray();
        var mean = logs.Sum() / logs.Length;
        return new SearchBox(
            space,
            [.. space.Dimensions.Select(d => Centre.Point[d.Parameter])],
            [.. logs.Select(l => 0.5 * Length * PortableMath.Exp(l - mean))]);
    }

    private static bool IsMuchBetter(EncodedTrial trial, EncodedTrial best) =>
        TrialOrder.ClassOf(trial) != TrialOrder.ClassOf(best)
        || trial.Losses![0] < best.Losses![0] - (LeastGain * Math.Abs(best.Losses[0]))
        || (!trial.IsFeasible && trial.Violation < best.Violation);
}
