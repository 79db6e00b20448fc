using Serverless.Tuner.Core.Samplers.CmaEs;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>
/// Which of two samplers suggests each trial of a study: blocks of eight trials, of which each has the more the more of its trials have
/// improved on what was known before, among the last few blocks.
/// </summary>
/// <remarks>
/// The shares of a block follow from the trials before it alone, and so from the history: nothing is kept of who suggested what. A trial
/// that ends late may change them afterwards; that a few trials are then taken for those of the other does no harm.
/// </remarks>
/// <param name="history">The study.</param>
/// <param name="members">Who takes turns.</param>
/// <param name="first">The number of the first trial that is shared; a multiple of the block's length.</param>
internal sealed class Portfolio(SamplerHistory history, Members members, int first) : IEvolutionTrials
{
    // Improvements of so many blocks count.
    private const int Window = 6;

    // So many trials without an improvement are worth one with half an improvement: a few are met by chance.
    private const double Doubt = 4;

    // For each block: the turns of the second, how many it has had before, and the best trial before it.
    private readonly List<(int Turns, int Before, EncodedTrial? Best)> _blocks = [];

    // The positions of the trials before the first block, and of those of the second.
    private readonly List<int> _positions = [];
    private int _settledBlocks;
    private int _settledPositions;
    private int _end;
    private int _listed;
    private int _settledEnd;

    public int First => first;

    public int Count => _positions.Count;

    public int SettledCount => _settledPositions;

    public EncodedTrial this[int index] => history.Encoded[_positions[index]];

    /// <summary>Whether a trial is the second's.</summary>
    public bool IsSecond(int number) => Block(number) is var (turns, _, _) && members.IsSecond((number - first) % members.Block, turns);

    /// <summary>The share of the second in the block of a trial.</summary>
    public double Share(int number) => Block(number).Turns / (double)members.Block;

    public int TurnOf(int number)
    {
        if (number < first) return number;
        var (turns, before, _) = Block(number);
        return first + before + members.SecondBefore((number - first) % members.Block, turns);
    }

    /// <summary>Follows what has become known.</summary>
    public void Update()
    {
        _blocks.RemoveRange(_settledBlocks, _blocks.Count - _settledBlocks);
        _positions.RemoveRange(_settledPositions, _positions.Count - _settledPositions);
        _end = _listed = _settledEnd;
        Extend(history.Encoded.Count == 0 ? first : history.Encoded[^1].Number);
        List(history.Encoded.Count);
    }

    private (int Turns, int Before, EncodedTrial? Best) Block(int number)
    {
        Extend(number);
        return _blocks[(number - first) / members.Block];
    }

    /// <summary>Decides all blocks up to that of a trial; what rests on ended trials alone stays.</summary>
    private void Extend(int number)
    {
        var encoded = history.Encoded;
        while (_blocks.Count <= (number - first) / members.Block)
        {
            var start = first + (_blocks.Count * members.Block);
            var best = _blocks.Count == 0 ? null : _blocks[^1].Best;
            for (; _end < encoded.Count && encoded[_end].Number < start; _end++)
            {
                var trial = encoded[_end];
                if (trial.Losses is not null && (best is null || TrialOrder.Compare(trial, best) < 0)) best = trial;
            }

            var before = _blocks.Count == 0 ? 0 : _blocks[^1].Before + _blocks[^1].Turns;
            _blocks.Add((Turns(start), before, best));
            if (_end > history.EndedCount || _end == encoded.Count || _settledBlocks != _blocks.Count - 1) continue;
            List(_end);
            (_settledBlocks, _settledPositions, _settledEnd) = (_blocks.Count, _positions.Count, _end);
        }
    }

    /// <summary>Lists the positions of the second's trials below a position.</summary>
    private void List(int end)
    {
        for (; _listed < end; _listed++)
        {
            var number = history.Encoded[_listed].Number - first;
            if (number < 0 || members.IsSecond(number % members.Block, _blocks[number / members.Block].Turns)) _positions.Add(_listed);
        }
    }

    private int Turns(int start)
    {
        var usual = members.Levels[members.Usual];
        if (_blocks.Count < 2) return usual;
        var from = Math.Max(0, _blocks.Count - Window);
        if (_blocks[from].Best is not { } known) return usual;
        var (made, improved) = ((First: 0, Second: 0), (First: 0, Second: 0));
        for (var i = _end - 1; i >= 0 && history.Encoded[i].Number >= first + (from * members.Block); i--)
        {
            var trial = history.Encoded[i];
            if (trial.IsPending) continue;
            var block = _blocks[(trial.Number - first) / members.Block];
            var isBetter = trial.Losses is not null && TrialOrder.Compare(trial, known) < 0;
            if (members.IsSecond((trial.Number - first) % members.Block, block.Turns))
                (made.Second, improved.Second) = (made.Second + 1, improved.Second + (isBetter ? 1 : 0));
            else
                (made.First, improved.First) = (made.First + 1, improved.First + (isBetter ? 1 : 0));
        }

        if (improved == (0, 0)) return usual;
        var (a, b) = ((improved.First + 0.5) / (made.First + Doubt), (improved.Second + 0.5) / (made.Second + Doubt));
        var level = (int)(b / (a + b) * members.Levels.Length);
        return members.Levels[Math.Min(level, members.Levels.Length - 1)];
    }
}
