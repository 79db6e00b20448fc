namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>
/// Which of several samplers suggests each trial of a study: of each block of trials a member has the more the more it has improved on
/// what was known before, in the last few blocks.
/// </summary>
/// <remarks>
/// The shares of a block follow from the trials before it alone, and so from the history: nothing is kept of who suggested what. A trial
/// that ends late may change them afterwards; that a few trials are then taken for those of another does no harm.
/// </remarks>
internal sealed class Portfolio
{
    // Improvements of so many blocks count.
    private const int Window = 6;

    private readonly SamplerHistory _history;
    private readonly ISharing _sharing;
    private readonly List<Block> _blocks = [];
    private int _settledBlocks;
    private int _end;
    private int _listed;
    private int _settledEnd;

    /// <param name="history">The study.</param>
    /// <param name="sharing">The rule.</param>
    /// <param name="first">The number of the first trial that is shared.</param>
    public Portfolio(SamplerHistory history, ISharing sharing, int first)
    {
        (_history, _sharing, First) = (history, sharing, first);
        Evolution = new EvolutionTrials(history, this);
    }

    public int First { get; }

    /// <summary>The trials of <see cref="Member.Evolution"/>, behind those before it.</summary>
    public EvolutionTrials Evolution { get; }

    /// <summary>Whose a trial is; it is shared.</summary>
    public Member MemberOf(int number) => Of(number).Shares.Order[(number - First) % Shares.Block];

    /// <summary>The share of a trial's member in its block.</summary>
    public double Share(int number) => Of(number).Shares.Turns[(int)MemberOf(number)] / (double)Shares.Block;

    /// <summary>How many shared trials a member has had before one.</summary>
    public int TurnsBefore(Member member, int number)
    {
        var block = Of(number);
        var places = block.Shares.Order.AsSpan(0, (number - First) % Shares.Block);
        return block.Before[(int)member] + places.Count(member);
    }

    /// <summary>Follows what has become known.</summary>
    public void Update()
    {
        _blocks.RemoveRange(_settledBlocks, _blocks.Count - _settledBlocks);
        Evolution.Unsettle();
        _end = _listed = _settledEnd;
        Extend(_history.Encoded.Count == 0 ? First : Math.Max(First, _history.Encoded[^1].Number));
        List(_history.Encoded.Count);
    }

    private Block Of(int number)
    {
        Extend(number);
        return _blocks[(number - First) / Shares.Block];
    }

    /// <summary>Decides all blocks up to that of a trial; what rests on ended trials alone stays.</summary>
    private void Extend(int number)
    {
        var encoded = _history.Encoded;
        while (_blocks.Count <= (number - First) / Shares.Block)
        {
            var start = First + (_blocks.Count * Shares.Block);
            var best = _blocks.Count == 0 ? null : _blocks[^1].Best;
            for (; _end < encoded.Count && encoded[_end].Number < start; _end++)
                if (IsBetter(encoded[_end], best)) best = encoded[_end];

            var before = _blocks.Count == 0
                ? new int[Shares.Members]
                : [.. _blocks[^1].Before.Select((count, m) => count + _blocks[^1].Shares.Turns[m])];
            _blocks.Add(new Block(_sharing.Of(start, CreditBefore(_end)), before, best));
            if (_end > _history.EndedCount || _end == encoded.Count || _settledBlocks != _blocks.Count - 1) continue;
            List(_end);
            (_settledBlocks, _settledEnd) = (_blocks.Count, _end);
            Evolution.Settle();
        }
    }

    /// <summary>Lists the trials of CMA-ES below a position.</summary>
    private void List(int end)
    {
        for (; _listed < end; _listed++)
        {
            var number = _history.Encoded[_listed].Number;
            if (number < First || MemberOf(number) == Member.Evolution) Evolution.Add(_listed);
        }
    }

    private Credit CreditBefore(int end)
    {
        var credit = Credit.None;
        var from = Math.Max(0, _blocks.Count - Window);
        if (_blocks.Count < 2 || _blocks[from].Best is not { } known) return credit;
        var encoded = _history.Encoded;
        var at = end;
        while (at > 0 && encoded[at - 1].Number >= First + (from * Shares.Block)) at--;
        for (var best = known; at < end; at++)
        {
            var trial = encoded[at];
            if (trial.IsPending) continue;
            var member = (int)MemberOf(trial.Number);
            credit.Made[member]++;
            if (!IsBetter(trial, known)) continue;
            credit.Improved[member]++;
            if (!IsBetter(trial, best)) continue;
            if (TrialOrder.ClassOf(trial) == TrialOrder.ClassOf(best)) credit.Gained[member] += best.Losses![0] - trial.Losses![0];
            best = trial;
        }

        return credit;
    }

    private static bool IsBetter(EncodedTrial trial, EncodedTrial? best) =>
        trial.Losses is not null && (best is null || TrialOrder.Compare(trial, best) < 0);

    /// <summary>Some trials in a row that are shared.</summary>
    /// <param name="Shares">Who has how many.</param>
    /// <param name="Before">How many each member has had before.</param>
    /// <param name="Best">The best trial before; null when none has a value.</param>
    private sealed record Block(Shares Shares, int[] Before, EncodedTrial? Best);
}
