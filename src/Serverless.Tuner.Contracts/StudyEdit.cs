namespace Serverless.Tuner.Contracts;

/// <summary>A change of what a study searches or learns from, made after its start: an entry of its history.</summary>
public sealed record StudyEdit
{
    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it, as the app knows its callers: <c>owner</c>, <c>key ID</c> or <c>user ID</c>.</summary>
    public required string By { get; init; }

    /// <summary>The first trial that was suggested under it.</summary>
    public required int FromTrial { get; init; }

    /// <summary>The parameters that it changed or added; null for none.</summary>
    public IReadOnlyList<ParameterEdit>? Parameters { get; init; }

    /// <summary>The regions that are excluded since, all of them; null where that was not changed.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>? Exclude { get; init; }

    /// <summary>The comparisons that every point keeps since, all of them; null where that was not changed.</summary>
    public IReadOnlyList<string>? Where { get; init; }

    /// <summary>The trial that it hid from the sampler's model and from the best; null for none.</summary>
    public int? Hidden { get; init; }

    /// <summary>The trial that it showed again; null for none.</summary>
    public int? Shown { get; init; }

    /// <summary>The points that waited to be tried and were dropped, because they do not fit any more; null for none.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>>? Dropped { get; init; }
}
