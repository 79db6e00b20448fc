using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Storage;

/// <summary>A study's sampler, made once for its spec, and what it has learnt.</summary>
/// <param name="Sampler">The sampler.</param>
/// <param name="History">What it knows of the study.</param>
/// <param name="Edits">How many changes of the study it was made after.</param>
internal sealed record SamplerModel(ISampler Sampler, SamplerHistory History, int Edits)
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
            StudyHistory.Empty(spec, scope.SearchSpace, scope.Edits, scope.Constraints, scope.WarmStart, scope.Prior),
            scope.Edits.Count);
    }

    /// <summary>Whether it was made for all that the study has now.</summary>
    public bool Serves(SamplerScope scope) => Edits == scope.Edits.Count && (!scope.Spec.OpenSpace
        || (History.Space.Parameters.Count == scope.Space.Parameters.Count
            && (scope.Constraints is null || History.Constraints?.Count == scope.Constraints.Count)));
}
