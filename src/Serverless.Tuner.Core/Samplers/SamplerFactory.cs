using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>Makes the sampler that a study's spec asks for.</summary>
public static class SamplerFactory
{
    private const string Tpe = "tpe";
    private const string Random = "random";

    /// <summary>The kinds that <see cref="Create"/> knows, the default first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Tpe, Random];

    /// <summary>Makes the sampler; options that the spec leaves out take their defaults.</summary>
    /// <exception cref="ArgumentException">The kind is unknown, or an option is out of range.</exception>
    public static ISampler Create(SamplerSpec spec) => spec.Kind switch
    {
        Tpe => new TpeSampler(new TpeOptions(spec.StartTrials ?? TpeOptions.DefaultStartTrials, spec.Candidates ?? TpeOptions.DefaultCandidates)),
        Random => new RandomSampler(),
        _ => throw new ArgumentException($"'{spec.Kind}' is not a sampler; the samplers are {string.Join(", ", Kinds)}.", nameof(spec)),
    };
}
