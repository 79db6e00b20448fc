using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>One of the pruners that a study can ask for.</summary>
/// <param name="Name">Its name in a spec.</param>
/// <param name="Read">Reads its options, and answers what makes it for a study; it is given what makes the pruner that it wraps.</param>
internal sealed record PrunerKind(string Name, Func<ObjectReader, Func<PrunerContext, IPruner>?, Func<PrunerContext, IPruner>> Read)
{
    /// <summary>Whether it may wrap another pruner.</summary>
    public bool Wraps { get; init; }

    /// <summary>Another name that a study file may use for it.</summary>
    public string? Alias { get; init; }

    /// <summary>Why it could never prune in a study of so many repeats, by its spec; null when it can.</summary>
    public Func<PrunerSpec, int, string?> Refusal { get; init; } = (_, _) => null;
}
