using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Planning;

/// <summary>What earlier studies of the same objective tell of its trials.</summary>
/// <param name="Entry">The most similar of them that has figures; null when there is none.</param>
internal sealed record PlanEvidence(MemoryEntry? Entry)
{
    /// <summary>How long its trials took, in seconds.</summary>
    public MemoryFigures? Seconds => Entry?.Seconds;

    /// <summary>What they cost, in micro-dollars.</summary>
    public MemoryFigures? Cost => Entry?.Cost;

    /// <summary>Whether its trials reported intermediate values; null where that is not known.</summary>
    public bool? Reports => Entry is { Complete: > 0 } ? Entry.Reporting > 0 : null;

    public static PlanEvidence Of(StudySpec spec, IReadOnlyList<SimilarStudy> ranked)
    {
        var objective = ObjectiveIdentity.Of(spec.Objective);
        return new PlanEvidence(ranked.Select(s => s.Entry).FirstOrDefault(
            e => e.Fingerprint.Objective == objective && (e.Seconds is not null || e.Cost is not null) && IsKnown(spec, e)));
    }

    /// <summary>What workers evaluate is known by what they call its values alone, where they have names of their own.</summary>
    private static bool IsKnown(StudySpec spec, MemoryEntry entry) =>
        !spec.IsExternal || (spec.ValueNames is not null && entry.Fingerprint.ValueNames.SequenceEqual(spec.ValueNames));
}
