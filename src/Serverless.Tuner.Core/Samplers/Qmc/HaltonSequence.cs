namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>A Halton sequence: dimension d is the radical inverse in the d-th prime, its
/// digits permuted by a seed; any coordinate of any point is computed directly.</summary>
/// <remarks>
/// J. H. Halton 1960. Scrambling: a random permutation of each digit that depends on the digits before it (Owen 1995, Randomly
/// permuted (t,m,s)-nets, section 3), which also breaks the correlations between large primes (Owen 2017, arXiv 1706.02808).
/// </remarks>
internal sealed class HaltonSequence
{
    // Indices of up to 32 bits have no digit but zero beyond this weight.
    private const double TwoToMinus32 = 1.0 / (1L << 32);
    private const double BelowOne = 1 - (1.0 / (1L << 53));

    private readonly ulong _seed;
    private readonly bool _isScrambled;
    private readonly int[] _primes;

    /// <param name="seed">Any number; without scrambling it does not matter.</param>
    /// <param name="dimensions">How many dimensions there are.</param>
    /// <param name="scramble">Whether the digits are permuted; else the first point is the origin.</param>
    public HaltonSequence(long seed, int dimensions, bool scramble = true)
    {
        _seed = BitMix.Hash(unchecked((ulong)seed), 0x4A1704);
        _isScrambled = scramble;
        _primes = Primes(dimensions);
    }

    /// <summary>One coordinate of a point, in [0, 1).</summary>
    /// <param name="index">The point, 0 to 2³² − 1.</param>
    /// <param name="dimension">0 to dimensions − 1.</param>
    public double Value(long index, int dimension)
    {
        long prime = _primes[dimension];
        var prefix = BitMix.Hash(_seed, (ulong)dimension);
        var (sum, weight) = (0.0, 1.0);
        while (index > 0 || (_isScrambled && weight > TwoToMinus32))
        {
            (index, var digit) = Math.DivRem(index, prime);
            weight /= prime;
            sum += weight * (_isScrambled ? new KeyedPermutation(prime, prefix)[digit] : digit);
            prefix = BitMix.Hash(prefix, (ulong)digit);
        }

        // The digits beyond are zeros, and permuted each is random.
        if (_isScrambled) sum += weight * BitMix.ToUnit(prefix);
        return Math.Min(sum, BelowOne);
    }

    private static int[] Primes(int count)
    {
        var primes = new List<int>(count);
        for (var candidate = 2; primes.Count < count; candidate++)
        {
            var isPrime = true;
            for (var k = 0; isPrime && k < primes.Count && primes[k] <= candidate / primes[k]; k++) isPrime = candidate % primes[k] != 0;
            if (isPrime) primes.Add(candidate);
        }

        return [.. primes];
    }
}
