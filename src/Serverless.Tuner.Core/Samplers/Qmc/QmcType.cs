namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>The sequences of quasi-random points.</summary>
internal enum QmcType
{
    /// <summary>In base 2, after Sobol 1967: the first 2ᵏ points are spread most evenly.</summary>
    Sobol,

    /// <summary>In a prime base for each dimension, after Halton 1960: even for any number of points in few dimensions.</summary>
    Halton,
}
