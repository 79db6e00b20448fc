namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>What chance adds to a trial: the same for every sampler, and for peers (<c>bench/data/record_peers.py</c>).</summary>
internal static class TrialNoise
{
    /// <summary>0 or 1.</summary>
    public static int Bit(long seed, int number) => (int)(Hash(seed, number) & 1);

    /// <summary>A draw from the standard normal distribution (Box and Muller 1958).</summary>
    public static double Normal(long seed, int number)
    {
        var (u, v) = ((Hash(seed, 2 * number) + 1.0) / 4294967297.0, Hash(seed, (2 * number) + 1) / 4294967296.0);
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    private static uint Hash(long seed, long number)
    {
        unchecked
        {
            var x = (uint)((seed * 1_000_003) + (number * 2_654_435_761) + 12_345);
            x = (x ^ (x >> 16)) * 0x45d9f3b;
            x = (x ^ (x >> 16)) * 0x45d9f3b;
            return x ^ (x >> 16);
        }
    }
}
