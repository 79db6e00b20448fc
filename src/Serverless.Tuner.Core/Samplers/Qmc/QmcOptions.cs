namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>The options of quasi-random sampling.</summary>
internal sealed record QmcOptions
{
    /// <summary>The sequence: <c>sobol</c> (Joe and Kuo 2008; Owen scrambling) or <c>halton</c>.</summary>
    public QmcType QmcType { get; init; }

    /// <summary>The study's seed scrambles the sequence; false: every study
    /// has the same points, and the first is a corner of the space.</summary>
    public bool Scramble { get; init; } = true;
}
