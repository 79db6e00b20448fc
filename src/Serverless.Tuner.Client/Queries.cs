using System.Globalization;

namespace Serverless.Tuner.Client;

/// <summary>Which studies a page has.</summary>
public sealed record StudyQuery
{
    /// <summary>The <see cref="PageView{T}.Next"/> of the page before; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many at most, up to 1,000; the server's choice when null.</summary>
    public int? Limit { get; init; }

    /// <summary>Only those in this state.</summary>
    public StudyState? State { get; init; }

    /// <summary>Only those with each of these tags.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    internal (string, string?)[] Fields() =>
    [
        ("after", After), ("limit", Limit?.ToString(CultureInfo.InvariantCulture)), ("state", State?.ToString().ToLowerInvariant()),
        .. (Tags ?? new Dictionary<string, string>()).Select(tag => ("tag", (string?)$"{tag.Key}={tag.Value}")),
    ];
}

/// <summary>Which trials of a study a page has, and their order.</summary>
public sealed record TrialQuery
{
    /// <summary>The <see cref="PageView{T}.Next"/> of the page before; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many at most, up to 1,000; the server's choice when null.</summary>
    public int? Limit { get; init; }

    /// <summary>Only those in this state.</summary>
    public TrialState? State { get; init; }

    /// <summary>What they are ordered by; trials without a value are the last by it.</summary>
    public TrialSort Sort { get; init; }

    /// <summary>Whether the largest comes first.</summary>
    public bool IsDescending { get; init; }

    internal (string, string?)[] Fields() =>
    [
        ("after", After), ("limit", Limit?.ToString(CultureInfo.InvariantCulture)), ("state", State?.ToString().ToLowerInvariant()),
        ("sort", $"{(IsDescending ? "-" : "")}{Sort.ToString().ToLowerInvariant()}"),
    ];
}

/// <summary>What trials are ordered by.</summary>
public enum TrialSort
{
    /// <summary>Their number.</summary>
    Number,

    /// <summary>Their first value.</summary>
    Value,

    /// <summary>What they cost.</summary>
    Cost,
}
