namespace Serverless.Tuner.Cli.Moving.Tables;

/// <summary>Which columns of a table hold what of its trials: the file of <c>--map</c>, as far as it was understood.</summary>
internal sealed record CsvMap
{
    /// <summary>What the study is called; null where the map does not say.</summary>
    public string? Name { get; init; }

    /// <summary>The columns of the values, by the names of these.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Values { get; init; }

    /// <summary>Which values are better, one for each.</summary>
    public required IReadOnlyList<string> Directions { get; init; }

    /// <summary>The columns of the parameters.</summary>
    public IReadOnlyList<CsvColumn> Parameters { get; init; } = [];

    /// <summary>The columns of what else was measured.</summary>
    public IReadOnlyList<CsvColumn> Metrics { get; init; } = [];

    /// <summary>The columns of notes.</summary>
    public IReadOnlyList<CsvColumn> Attributes { get; init; } = [];

    /// <summary>The column of how a trial ended; null where each row is a complete trial.</summary>
    public string? State { get; init; }

    /// <summary>What stands in that column, in small letters, by the state that it means.</summary>
    public IReadOnlyDictionary<string, TrialState> States { get; init; } = new Dictionary<string, TrialState>();

    /// <summary>The column of when a trial started.</summary>
    public string? StartedAt { get; init; }

    /// <summary>The column of when it ended.</summary>
    public string? EndedAt { get; init; }

    /// <summary>The column of how many seconds it took.</summary>
    public string? DurationSeconds { get; init; }

    /// <summary>The column of what it cost in US dollars.</summary>
    public string? CostUsd { get; init; }

    /// <summary>What an hour of a trial costs, where no column says what it did; null for nothing.</summary>
    public decimal? UsdPerHour { get; init; }
}
