namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>NSGA-III.</summary>
internal sealed class Nsga3Sampler(Nsga3Options options)
    : NsgaSampler(options, new ReferencePointSurvival(options.PopulationSize, options.DividingParameter));
