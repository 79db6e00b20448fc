using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>A history split into good and bad trials.</summary>
internal sealed class TrialSplit
{
    /// <summary>The most trials that are good.</summary>
    public const int MostGood = 25;

    /// <summary>How many of the newest bad trials count, so that a suggestion's cost does not grow with the study.</summary>
    public const int MostBad = 150;

    // The newest have full weight, older ones less, down to 1/n: Bergstra et al. 2013 (Making a science of model search), as hyperopt has it.
    private const int FullWeight = 25;

    private readonly List<(int Number, double[] Point)> _bad = new(MostBad + 1);
    private readonly double _priorWeight;

    private TrialSplit(RankedTrials ranked, IReadOnlyList<EncodedTrial> good, double[] goodWeights, double priorWeight)
    {
        RankedCount = ranked.Count;
        Good = good;
        GoodWeights = goodWeights;
        _priorWeight = priorWeight;
    }

    /// <summary>n, the number of trials that have a value.</summary>
    public int RankedCount { get; }

    /// <summary>The best γ n of them, the best first.</summary>
    public IReadOnlyList<EncodedTrial> Good { get; }

    /// <summary>A weight for each good trial and, last, one for the prior.</summary>
    public IReadOnlyList<double> GoodWeights { get; }

    /// <summary>The newest of all others by number: worse, failed, without a value, or still pending.</summary>
    public IReadOnlyList<(int Number, double[] Point)> Bad => _bad;

    /// <summary>Splits a history.</summary>
    public static TrialSplit Of(SamplerHistory history, TpeOptions options)
    {
        var ranked = RankedTrials.Of(history);
        var goodCount = GoodCount(ranked.Count, options.Gamma);
        var best = ranked.Best(goodCount + 1);
        EncodedTrial[] good = [.. best.Take(goodCount)];
        var weights = GoodTrialWeights.Of(good, best.Count > goodCount ? best[goodCount] : null);
        weights[^1] *= options.PriorWeight;
        var split = new TrialSplit(ranked, good, weights, options.PriorWeight);
        split.FindBad(history.Encoded, options.ConstantLiar);
        return split;
    }

    /// <summary>γ(n): how many of n ranked trials are good: a share of them, rounded up, at most 25.</summary>
    public static int GoodCount(int ranked, double share)
    {
        // 0.1 · 30 is 3.0000000000000004.
        var count = Math.Ceiling((share * ranked) - 1e-9);
        return (int)Math.Min(count, MostGood);
    }

    /// <summary>Adds a pending trial to the bad ones, at its place.</summary>
    public void AddBad(int number, double[] point)
    {
        var at = _bad.Count;
        while (at > 0 && _bad[at - 1].Number > number) at--;
        _bad.Insert(at, (number, point));
        if (_bad.Count > MostBad) _bad.RemoveAt(0);
    }

    /// <summary>Fills the two mixtures.</summary>
    public void Fill(DensityRatio ratio)
    {
        ratio.Share = RankedCount == 0 ? 0 : Good.Count / (double)RankedCount;
        ratio.Good.Clear(KernelShape.Good(RankedCount));
        foreach (var trial in Good) ratio.Good.Add(trial.Point);
        for (var i = 0; i < GoodWeights.Count; i++) ratio.Good.Weights[i] = GoodWeights[i];

        ratio.Bad.Clear(KernelShape.Bad);
        foreach (var (_, point) in _bad) ratio.Bad.Add(point);
        ratio.Bad.Weights[^1] = _priorWeight;
        Ramp(ratio.Bad.Weights[..^1]);
    }

    /// <summary>Gives the older of some trials less weight.</summary>
    private static void Ramp(Span<double> weights)
    {
        var ramp = Math.Max(weights.Length - FullWeight, 0);
        var from = 1.0 / weights.Length;
        for (var i = 0; i < ramp; i++) weights[i] = ramp == 1 ? from : from + ((1 - from) * i / (ramp - 1));
    }

    private void FindBad(IReadOnlyList<EncodedTrial> trials, bool withPending)
    {
        for (var i = trials.Count - 1; i >= 0 && _bad.Count < MostBad; i--)
            if ((withPending || !trials[i].IsPending) && !IsGood(trials[i])) _bad.Add((trials[i].Number, trials[i].Point));
        _bad.Reverse();
    }

    private bool IsGood(EncodedTrial trial)
    {
        if (trial.Losses is null) return false;
        foreach (var good in Good)
            if (ReferenceEquals(good, trial)) return true;
        return false;
    }
}
