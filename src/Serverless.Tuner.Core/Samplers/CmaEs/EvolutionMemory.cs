namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Replays an evolution from a history, and remembers the last steps, so that the next suggestion repeats few of them.</summary>
/// <remarks>
/// What is remembered of a generation is known by a hash of which trials had ended in it and all those before; once all of
/// them have, it never changes. So what is returned is always what a replay from the first trial would give.
/// </remarks>
internal sealed class EvolutionMemory(EvolutionRules rules)
{
    private const int MostKept = 8;

    private readonly List<Step> _steps = [];
    private Evolution _settled = rules.Begin();
    private int _settledTrials;
    private ulong _settledHash;

    /// <summary>The evolution as the trial of a turn finds it: after all generations of earlier turns.</summary>
    public Evolution At(IEvolutionTrials trials, int turn)
    {
        Settle(trials);
        var (known, first, position, end, hash) = (0, _settled.First, _settledTrials, _settled.End, _settledHash);
        while (known < _steps.Count && end <= turn)
        {
            hash = Hash(trials, ref position, first, end, hash);
            if (_steps[known].Hash != hash) break;
            (first, end) = (end, _steps[known].NextEnd);
            known++;
        }

        // From the last one that is still at hand.
        var (done, now, at) = (0, _settled, _settledTrials);
        for (var k = known - 1; k >= 0; k--)
            if (_steps[k].After is { } after)
            {
                (done, now, at) = (k + 1, after, _steps[k].Position);
                break;
            }

        if (end <= turn) _steps.RemoveRange(known, _steps.Count - known);
        hash = done == 0 ? _settledHash : _steps[done - 1].Hash;
        for (; now.End <= turn; done++)
        {
            var from = at;
            hash = Hash(trials, ref at, now.First, now.End, hash);
            now = Advance(trials, now with { Distribution = now.Distribution.Copy() }, from, at);
            var step = new Step(hash, now.End, at, now);
            if (done < _steps.Count) _steps[done] = step;
            else _steps.Add(step);
            if (_steps.Count > MostKept && done >= MostKept) _steps[done - MostKept] = _steps[done - MostKept] with { After = null };
        }

        return now;
    }

    private void Settle(IEvolutionTrials trials)
    {
        while (true)
        {
            // A generation is settled when its trials are all there and have ended: then the next trial's number is known too.
            var position = _settledTrials;
            while (position < trials.SettledCount && trials.TurnOf(trials[position].Number) < _settled.End) position++;
            if (position >= trials.SettledCount || position - _settledTrials < _settled.Population) return;
            var hash = _settledHash;
            var at = _settledTrials;
            hash = Hash(trials, ref at, _settled.First, _settled.End, hash);
            _settled = _steps.Count > 0
                && _steps[0].Hash == hash && _steps[0].After is { } after ? after : Advance(trials, _settled, _settledTrials, position);
            if (_steps.Count > 0 && _steps[0].Hash == hash) _steps.RemoveAt(0);
            else _steps.Clear();
            (_settledTrials, _settledHash) = (position, hash);
        }
    }

    private Evolution Advance(IEvolutionTrials trials, Evolution now, int from, int to)
    {
        var ended = new List<EncodedTrial>(to - from);
        for (var i = from; i < to; i++)
            if (!trials[i].IsPending) ended.Add(trials[i]);
        return rules.Advance(now, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ended));
    }

    /// <summary>Moves <paramref name="position"/> behind the last trial below
    /// <paramref name="end"/>, and hashes which of them have ended.</summary>
    private static ulong Hash(IEvolutionTrials trials, ref int position, int first, int end, ulong hash)
    {
        hash = BitMix.Hash(hash, (ulong)first);
        for (; position < trials.Count && trials.TurnOf(trials[position].Number) < end; position++)
            hash = BitMix.Hash(hash, ((ulong)trials[position].Number << 1) + (trials[position].IsPending ? 1UL : 2));
        return hash;
    }

    private sealed record Step(ulong Hash, int NextEnd, int Position, Evolution? After);
}
