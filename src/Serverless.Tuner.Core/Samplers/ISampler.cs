using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>Suggests the parameters of new trials from the trials so far.</summary>
/// <remarks>Pure: the same spec, history, seed and trial number give the same point, on any machine.</remarks>
public interface ISampler
{
    /// <summary>Fits the model once to <paramref name="history"/>, for any number of suggestions.</summary>
    ISuggester Prepare(SamplerHistory history);

    /// <summary>Why it cannot serve a study of this space and these directions; null when it can.</summary>
    string? Refusal(SearchSpace space, IReadOnlyList<Direction> directions) => null;
}
