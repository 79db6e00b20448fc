namespace Serverless.Tuner.Contracts;

/// <summary>What is kept of a study that has ended.</summary>
public sealed record MemoryView
{
    /// <summary>The study's identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it ended last (UTC).</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What its trials evaluated, in a word.</summary>
    public required string Objective { get; init; }

    /// <summary>One direction for each value.</summary>
    public required IReadOnlyList<Direction> Directions { get; init; }

    /// <summary>What the values are called.</summary>
    public required IReadOnlyList<string> ValueNames { get; init; }

    /// <summary>Its tags; null when it has none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The size of its data; null when it did not say.</summary>
    public DataSpec? Data { get; init; }

    /// <summary>How many of its trials have ended.</summary>
    public int Trials { get; init; }

    /// <summary>What a trial cost in US dollars: the middle of those that went to their end; null where none did.</summary>
    public decimal? CostPerTrialUsd { get; init; }

    /// <summary>How long a trial took, likewise, in seconds.</summary>
    public double? TrialSeconds { get; init; }

    /// <summary>Its best value; with several directions the best of each that is on its front.</summary>
    public IReadOnlyList<double>? BestValues { get; init; }

    /// <summary>Its best points, the best first, up to ten; in a list they are left out.</summary>
    public IReadOnlyList<MemoryPointView>? Best { get; init; }

    /// <summary>Its parameters; in a list they are left out.</summary>
    public IReadOnlyList<ParameterSpec>? SearchSpace { get; init; }
}
