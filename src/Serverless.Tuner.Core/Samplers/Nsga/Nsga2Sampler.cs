namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>NSGA-II.</summary>
internal sealed class Nsga2Sampler(Nsga2Options options)
    : NsgaSampler(options, options.Survival == Nsga2Survival.Crowding ? new CrowdingSurvival() : new HypervolumeSurvival());
