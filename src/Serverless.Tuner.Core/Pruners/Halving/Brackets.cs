using System.Text;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Hyperband's brackets: bracket b leaves out the first b rungs, and the fewer
/// rungs a bracket has, the fewer trials it gets. Equal for equal parameters.</summary>
/// <remarks>Li et al. 2018, Hyperband: a novel bandit-based approach to hyperparameter optimization, algorithm 1:
/// with s = the rungs after its first, a bracket gets ⌈(s_max + 1) ηˢ / (s + 1)⌉ trials of every round.</remarks>
internal sealed record Brackets
{
    private readonly (string Study, int MinResource, int MaxResource, int ReductionFactor) _key;
    private readonly ulong _start;

    // How many trials of a round the brackets get, summed up to each.
    private readonly ulong[] _shares;

    /// <param name="study">Its name.</param>
    /// <param name="minResource">r, 1 or more.</param>
    /// <param name="maxResource">R, r or more.</param>
    /// <param name="reductionFactor">η, 2 or more.</param>
    public Brackets(string study, int minResource, int maxResource, int reductionFactor)
    {
        _key = (study, minResource, maxResource, reductionFactor);
        foreach (var unit in Encoding.UTF8.GetBytes(study)) _start = BitMix.Hash(_start, unit);
        var count = 1;
        for (var resource = (long)minResource * reductionFactor; resource <= maxResource; resource *= reductionFactor) count++;
        _shares = new ulong[count];
        var trials = 1UL;
        for (var s = 0; s < count; s++, trials *= (ulong)reductionFactor)
            _shares[count - 1 - s] = (((ulong)count * trials) + (ulong)s) / ((ulong)s + 1);
        for (var bracket = 1; bracket < count; bracket++) _shares[bracket] += _shares[bracket - 1];
    }

    public int Count => _shares.Length;

    /// <summary>The bracket of a trial, by the study's name and the trial's number alone, so that it is the same on every worker.</summary>
    /// <remarks>The hash of the name is where the sequence begins; each trial is a golden ratio further,
    /// so that the brackets of any stretch of trials have nearly the right proportions.</remarks>
    public int Of(int number)
    {
        var place = Math.BigMul(_start + ((ulong)number * BitMix.GoldenGamma), _shares[^1], out _);
        var bracket = 0;
        while (place >= _shares[bracket]) bracket++;
        return bracket;
    }

    public bool Equals(Brackets? other) => other is not null && _key == other._key;

    public override int GetHashCode() => _key.GetHashCode();
}
