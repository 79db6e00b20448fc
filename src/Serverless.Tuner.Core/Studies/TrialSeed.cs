namespace Serverless.Tuner.Core.Studies;

/// <summary>What an evaluation of a trial draws its random numbers by.</summary>
public static class TrialSeed
{
    /// <summary>The seed of one evaluation of a trial.</summary>
    /// <remarks>
    /// Splits the study's seed by odd constants (2⁶⁴ / golden ratio, and a multiplier of Steele and Vigna 2021), so that neighbouring
    /// trials and repeats get far-apart seeds.
    /// </remarks>
    /// <param name="spec">The study's spec.</param>
    /// <param name="number">The trial.</param>
    /// <param name="repeat">Which evaluation of its point, from 0.</param>
    public static long Of(StudySpec spec, int number, int repeat = 0) =>
        unchecked(spec.Seed + ((number + 1L) * (long)0x9E3779B97F4A7C15UL) + (repeat * (long)0xD1342543DE82EF95UL));
}
