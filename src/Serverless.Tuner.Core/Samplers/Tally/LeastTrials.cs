namespace Serverless.Tuner.Core.Samplers.Tally;

/// <summary>The first few of all trials that were added, in an order without ties.</summary>
internal sealed class LeastTrials(Comparison<EncodedTrial> order, int most = LeastTrials.MostBest)
{
    /// <summary>One more than count as good for TPE.</summary>
    public const int MostBest = Tpe.TrialSplit.MostGood + 1;

    private readonly List<EncodedTrial> _trials = [];

    /// <summary>Them, the first first.</summary>
    public IReadOnlyList<EncodedTrial> Trials => _trials;

    /// <summary>Puts a trial at its place, unless there are enough before it.</summary>
    public void Add(EncodedTrial trial)
    {
        if (_trials.Count == most && order(trial, _trials[^1]) >= 0) return;
        if (_trials.Count == most) _trials.RemoveAt(most - 1);
        var (from, to) = (0, _trials.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (order(trial, _trials[middle]) < 0) to = middle;
            else from = middle + 1;
        }

        _trials.Insert(from, trial);
    }
}
