using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage;

/// <summary>A study's sampler, made once for its spec, and what it has learnt.</summary>
/// <param name="Sampler">The sampler.</param>
/// <param name="History">What it knows of the study.</param>
internal sealed record SamplerModel(ISampler Sampler, SamplerHistory History)
{
    /// <summary>A model that has learnt nothing yet.</summary>
    /// <exception cref="ArgumentException">This version of the tuner does not
    /// know the study's sampler or pruner, or an option of it.</exception>
    public static SamplerModel Of(SamplerScope scope, SamplerCatalog samplers, PrunerCatalog pruners)
    {
        var spec = scope.Spec;
        // A pruner that is unknown would fail each trial, one after the other.
        pruners.Create(spec);
        return new SamplerModel(
            samplers.Create(spec.Sampler),
            new SamplerHistory(scope.SearchSpace, spec.Directions, spec.Seed)
            {
                IsDeterministic = spec.Deterministic,
                Constraints = scope.Constraints,
                Prior = scope.Prior,
                Declared = scope.WarmStart?.Learned is null ? null : SearchSpace.Of(spec),
            });
    }

    /// <summary>Whether it was made for all that the study has now.</summary>
    public bool Serves(SamplerScope scope) => !scope.Spec.OpenSpace
        || (History.Space.Parameters.Count == scope.Space.Parameters.Count
            && (scope.Constraints is null || History.Constraints?.Count == scope.Constraints.Count));
}
