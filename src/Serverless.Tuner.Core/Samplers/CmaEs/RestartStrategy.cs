namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>What CMA-ES does once it has converged.</summary>
internal enum RestartStrategy
{
    /// <summary>It goes on where it is.</summary>
    None,

    /// <summary>It begins anew elsewhere with twice the population (Auger and Hansen 2005).</summary>
    Ipop,

    /// <summary>It begins anew elsewhere, now with a population that doubles, now
    /// with a small one, whichever spent fewer trials so far (Hansen 2009).</summary>
    Bipop,
}
