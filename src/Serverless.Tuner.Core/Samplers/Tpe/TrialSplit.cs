namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>A history split into good and bad trials.</summary>
internal sealed class TrialSplit
{
    public const int MostGood = 25;

    /// <summary>How many of the newest bad trials count, so that a suggestion's cost does not grow with the study.</summary>
    public const int MostBad = 150;

    // The newest have full weight, older ones less, down to 1/n: Bergstra
    // et al. 2013 (Making a science of model search), as hyperopt has it.
    private const int FullWeight = 25;

    // So much of one that has ended each running trial counts, up to as many as these, when it is told how many are good: else all of a
    // wave lie around the two best of the first sixteen.
    private const double RunningShare = 0.5;

    private readonly SamplerHistory _history;
    private readonly TpeOptions _options;
    private readonly RankedTrials _ranked;
    private readonly double _shareOfGood;
    private readonly KernelShape _goodShape;
    private readonly List<(int Number, double[] Point)> _added = [];
    private readonly List<(int Number, double[] Point, double Weight)> _bad = new(MostBad + 1);
    private readonly int _running;
    private int _goodCount;

    public TrialSplit(SamplerHistory history, TpeOptions options)
    {
        (_history, _options) = (history, options);
        _ranked = new RankedTrials(history, options.NStartupTrials);
        _shareOfGood = options.ShareOfGood(history.Encoded);
        _goodShape = KernelShape.Good(
            RankedCount - (Older(history) / 2), history.Encoding.Scales.Count(s => !s.IsConstant), history.Directions.Count);
        // When as many are good as may be, no more can be; and behind one trial that still runs thousands may have ended.
        for (var i = history.EndedCount; i < history.Encoded.Count && GoodCount(RankedCount, _shareOfGood) < MostGood; i++)
            if (history.Encoded[i].IsPending) _running++;
        Split(CountOfGood());
    }

    /// <summary>n, the number of trials that have a value.</summary>
    public int RankedCount => _ranked.Count;

    /// <summary>The best γ n of them, more while others run, the best first, and infeasible ones that are as good but for their
    /// constraints.</summary>
    public IReadOnlyList<EncodedTrial> Good { get; private set; } = [];

    /// <summary>A weight for each good trial and, last, one for the prior.</summary>
    public double[] GoodWeights { get; private set; } = [];

    /// <summary>The newest of all others by number: worse, failed, without a value, or still pending. A pruned one weighs
    /// what it took of the steps of a whole trial: the earlier it was stopped, the less is known to be bad.</summary>
    public IReadOnlyList<(int Number, double[] Point, double Weight)> Bad => _bad;

    /// <summary>γ(n): how many of n ranked trials are good: a share of them, rounded up, at most 25.</summary>
    public static int GoodCount(int ranked, double share)
    {
        // 0.1 · 30 is 3.0000000000000004.
        var count = Math.Ceiling((share * ranked) - 1e-9);
        return (int)Math.Min(count, MostGood);
    }

    /// <summary>Counts a trial as running from now on: as bad, unless running ones do not count.</summary>
    public void AddPending(int number, double[] point)
    {
        if (!_options.ConstantLiar) return;
        _added.Add((number, point));
        if (CountOfGood() is var count && count != _goodCount) Split(count);
        else AddBad(number, point);
    }

    public void Fill(DensityRatio ratio)
    {
        ratio.Share = RankedCount == 0 ? 0 : Good.Count / (double)RankedCount;
        ratio.Good.Clear(_goodShape);
        foreach (var trial in Good) ratio.Good.Add(trial.Point);
        GoodWeights.CopyTo(ratio.Good.Weights);

        ratio.Bad.Clear(KernelShape.Bad);
        foreach (var (_, point, _) in _bad) ratio.Bad.Add(point);
        ratio.Bad.Weights[^1] = _options.PriorWeight;
        var weights = ratio.Bad.Weights[..^1];
        Ramp(weights);
        for (var i = 0; i < weights.Length; i++) weights[i] *= _bad[i].Weight;
    }

    private int CountOfGood()
    {
        var running = _options.ConstantLiar ? Math.Min(_running + _added.Count, RankedCount) : 0;
        return GoodCount(RankedCount + (int)(RunningShare * running), _shareOfGood);
    }

    private void Split(int goodCount)
    {
        _goodCount = goodCount;
        var best = _ranked.Best(goodCount + 1);
        EncodedTrial[] good = [.. best.Take(goodCount)];
        Good = _history.Directions.Count == 1 ? WithInfeasible(good, _history.Tally.BestInfeasible.Trials) : good;
        GoodWeights = GoodTrialWeights.Of(Good, best.Count > goodCount ? best[goodCount] : null);
        GoodWeights[^1] *= _options.PriorWeight;
        _bad.Clear();
        FindBad(_history.Encoded, _history.Tally.LastStep, _options.ConstantLiar);
        foreach (var (number, point) in _added) AddBad(number, point);
    }

    private void AddBad(int number, double[] point)
    {
        var at = _bad.Count;
        while (at > 0 && _bad[at - 1].Number > number) at--;
        _bad.Insert(at, (number, point, 1));
        if (_bad.Count > MostBad) _bad.RemoveAt(0);
    }

    /// <summary>
    /// Adds infeasible trials that are no worse than the last good one, at
    /// most as many as those: constraints have densities of their own, and
    /// their objective values still tell which regions are good (Watanabe and Hutter 2022, c-TPE, section 3.2).
    /// </summary>
    private static EncodedTrial[] WithInfeasible(EncodedTrial[] good, IReadOnlyList<EncodedTrial> infeasible)
    {
        if (infeasible.Count == 0 || good.Length == 0 || !good[^1].IsFeasible || good[^1].State != TrialState.Complete) return good;
        var added = infeasible.TakeWhile(t => t.Losses![0] <= good[^1].Losses![0]).Take(good.Length).ToArray();
        return added.Length == 0 ? good : [.. good.Concat(added).OrderBy(t => t.Losses![0])];
    }

    /// <summary>How many of the ranked trials were suggested from another space, before the study was changed. To the width of kernels
    /// they count half: what is best now may lie far from the best of that space, and narrow kernels would hold the search there.</summary>
    private static int Older(SamplerHistory history)
    {
        var count = 0;
        for (var i = 0; i < history.Encoded.Count && history.Encoded[i].Number < history.FirstOfSpace; i++)
            if (history.Encoded[i].Losses is not null) count++;
        return count;
    }

    /// <summary>Gives the older of some trials less weight.</summary>
    private static void Ramp(Span<double> weights)
    {
        var ramp = Math.Max(weights.Length - FullWeight, 0);
        var from = 1.0 / weights.Length;
        for (var i = 0; i < ramp; i++) weights[i] = ramp == 1 ? from : from + ((1 - from) * i / (ramp - 1));
    }

    private void FindBad(List<EncodedTrial> trials, int whole, bool withPending)
    {
        for (var i = trials.Count - 1; i >= 0 && _bad.Count < MostBad; i--)
            if ((withPending || !trials[i].IsPending) && !IsGood(trials[i]))
                _bad.Add((trials[i].Number, trials[i].Point, Evidence(trials[i], whole)));
        _bad.Reverse();
    }

    private static double Evidence(EncodedTrial trial, int whole) =>
        trial is { State: TrialState.Pruned, Step: >= 0 } && trial.Step < whole ? (trial.Step + 1.0) / (whole + 1.0) : 1;

    private bool IsGood(EncodedTrial trial)
    {
        foreach (var good in Good)
            if (ReferenceEquals(good, trial)) return true;
        return false;
    }
}
