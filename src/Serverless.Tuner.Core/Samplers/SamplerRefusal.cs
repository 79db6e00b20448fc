using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>Asks a study's sampler whether it can search a space.</summary>
public static class SamplerRefusal
{
    /// <summary>Why the sampler of a spec cannot serve it; null when it can.</summary>
    /// <param name="samplers">The samplers of the app.</param>
    /// <param name="spec">A spec whose space is right.</param>
    public static string? Of(SamplerCatalog samplers, StudySpec spec) =>
        samplers.Refusal(spec.Sampler, SearchSpace.Of(spec), spec.Directions);
}
