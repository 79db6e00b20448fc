namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>What decides between trials of which none dominates another.</summary>
internal enum Nsga2Survival
{
    /// <summary>How much a trial alone dominates, with two or three objectives
    /// (Beume, Naujoks and Emmerich 2007); crowding with others.</summary>
    Hypervolume,

    /// <summary>How far it is from its neighbours, as published (Deb et al. 2002).</summary>
    Crowding,
}
