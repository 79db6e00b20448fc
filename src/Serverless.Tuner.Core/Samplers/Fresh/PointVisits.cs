using System.Runtime.InteropServices;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Fresh;

/// <summary>Which points a study's trials have, and what trials of one point say about noise.</summary>
internal sealed class PointVisits
{
    // Sums in another order differ by as much: that is rounding, and no repetition averages it out.
    private const double Rounding = 1e-9;

    private readonly Dictionary<double[], Visits> _points = new(PointComparer.Instance);

    /// <summary>Whether equal points gave different values.</summary>
    public bool IsNoisy { get; private set; }

    /// <summary>Whether some trial has this point.</summary>
    public bool Contains(double[] point) => _points.ContainsKey(point);

    /// <summary>Whether a trial of this point has not ended.</summary>
    public bool IsPending(double[] point) => _points.TryGetValue(point, out var visits) && visits.Pending > 0;

    /// <summary>Counts a trial.</summary>
    public void Add(EncodedTrial trial)
    {
        ref var visits = ref CollectionsMarshal.GetValueRefOrAddDefault(_points, trial.Point, out _);
        visits.Trials++;
        if (trial.IsPending) visits.Pending++;
        if (trial is not { State: TrialState.Complete, Losses: { } losses }) return;
        IsNoisy |= visits.Losses is { } first && AreDifferent(first, losses);
        visits.Losses ??= losses;
    }

    /// <summary>Takes back a trial of which something else is known now.</summary>
    public void Remove(EncodedTrial trial)
    {
        ref var visits = ref CollectionsMarshal.GetValueRefOrNullRef(_points, trial.Point);
        visits.Trials--;
        if (trial.IsPending) visits.Pending--;
        if (visits.Trials == 0) _points.Remove(trial.Point);
    }

    private static bool AreDifferent(double[] a, double[] b)
    {
        for (var i = 0; i < a.Length; i++)
            if (Math.Abs(a[i] - b[i]) > Rounding * Math.Max(Math.Abs(a[i]), Math.Abs(b[i]))) return true;
        return false;
    }

    private struct Visits
    {
        public int Trials;
        public int Pending;
        public double[]? Losses;
    }
}
