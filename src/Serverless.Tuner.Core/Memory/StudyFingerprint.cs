namespace Serverless.Tuner.Core.Memory;

/// <summary>By what similar studies are found.</summary>
public sealed record StudyFingerprint
{
    /// <summary>What is evaluated.</summary>
    public required ObjectiveIdentity Objective { get; init; }

    /// <summary>One direction for each value.</summary>
    public required IReadOnlyList<Direction> Directions { get; init; }

    /// <summary>What the values are called.</summary>
    public required IReadOnlyList<string> ValueNames { get; init; }

    /// <summary>Tags such as the algorithm and the type of problem.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The size of the data.</summary>
    public DataSpec? Data { get; init; }

    /// <summary>The parameters; null where they are not known yet.</summary>
    public IReadOnlyList<ParameterSpec>? Space { get; init; }

    /// <summary>The fingerprint of a study.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="declared">What its trials have declared, where its search space is open.</param>
    public static StudyFingerprint Of(StudySpec spec, IReadOnlyList<ParameterSpec>? declared = null) => new()
    {
        Objective = ObjectiveIdentity.Of(spec.Objective),
        Directions = spec.Directions,
        ValueNames = Contracts.ValueNames.Of(spec),
        Tags = spec.Tags,
        Data = spec.Data,
        Space = spec.OpenSpace ? declared : spec.SearchSpace,
    };
}
