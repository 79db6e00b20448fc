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

    /// <summary>The evolution as trial <paramref name="number"/> finds it: after all generations whose trials have lower numbers.</summary>
    public Evolution At(SamplerHistory history, int number)
    {
        Settle(history);
        var (known, first, position, end, hash) = (0, _settled.First, _settledTrials, _settled.End, _settledHash);
        while (known < _steps.Count && end <= number)
        {
            hash = Hash(history, ref position, first, end, hash);
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

        if (end <= number) _steps.RemoveRange(known, _steps.Count - known);
        hash = done == 0 ? _settledHash : _steps[done - 1].Hash;
        for (; now.End <= number; done++)
        {
            var from = at;
            hash = Hash(history, ref at, now.First, now.End, hash);
            now = Advance(history, now, from, at);
            var step = new Step(hash, now.End, at, now);
            if (done < _steps.Count) _steps[done] = step;
            else _steps.Add(step);
            if (_steps.Count > MostKept && done >= MostKept) _steps[done - MostKept] = _steps[done - MostKept] with { After = null };
        }

        return now;
    }

    private void Settle(SamplerHistory history)
    {
        while (true)
        {
            // A generation is settled when its trials are all there and have ended: then the next trial's number is known too.
            var position = _settledTrials;
            while (position < history.EndedCount && history.Encoded[position].Number < _settled.End) position++;
            if (position >= history.EndedCount || position - _settledTrials < _settled.Population) return;
            var hash = _settledHash;
            var at = _settledTrials;
            hash = Hash(history, ref at, _settled.First, _settled.End, hash);
            _settled = _steps.Count > 0
                && _steps[0].Hash == hash && _steps[0].After is { } after ? after : Advance(history, _settled, _settledTrials, position);
            if (_steps.Count > 0 && _steps[0].Hash == hash) _steps.RemoveAt(0);
            else _steps.Clear();
            (_settledTrials, _settledHash) = (position, hash);
        }
    }

    private Evolution Advance(SamplerHistory history, Evolution now, int from, int to)
    {
        var ended = new List<EncodedTrial>(to - from);
        for (var i = from; i < to; i++)
            if (!history.Encoded[i].IsPending) ended.Add(history.Encoded[i]);
        return rules.Advance(now, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ended));
    }

    /// <summary>Moves <paramref name="position"/> behind the last trial below
    /// <paramref name="end"/>, and hashes which of them have ended.</summary>
    private static ulong Hash(SamplerHistory history, ref int position, int first, int end, ulong hash)
    {
        hash = BitMix.Hash(hash, (ulong)first);
        for (; position < history.Encoded.Count && history.Encoded[position].Number < end; position++)
            if (!history.Encoded[position].IsPending) hash = BitMix.Hash(hash, (ulong)history.Encoded[position].Number + 1);
        return hash;
    }

    private sealed record Step(ulong Hash, int NextEnd, int Position, Evolution? After);
}
