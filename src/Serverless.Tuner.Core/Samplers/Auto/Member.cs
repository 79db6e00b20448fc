namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>A sampler that has a share of a study's trials.</summary>
internal enum Member
{
    /// <summary>TPE.</summary>
    Tpe,

    /// <summary>CMA-ES.</summary>
    Evolution,

    /// <summary>Gaussian processes of the trials near the best: <see cref="Gp.TrustRegion"/>.</summary>
    Local,

    /// <summary>Gaussian processes of all trials.</summary>
    Processes,
}
