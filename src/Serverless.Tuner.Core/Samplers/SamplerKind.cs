using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>One of the samplers that a study can ask for.</summary>
/// <param name="Name">Its name in a spec.</param>
/// <param name="Create">Reads its options and makes it.</param>
internal sealed record SamplerKind(string Name, Func<ObjectReader, ISampler> Create)
{
    /// <summary>Why it cannot serve a study of this space and these directions; null when it can.</summary>
    public Func<SearchSpace, IReadOnlyList<Direction>, string?> Refusal { get; init; } = (_, _) => null;
}
