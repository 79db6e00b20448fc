using System.Globalization;

namespace Serverless.Tuner.Client;

/// <summary>What came of a trial: its values, or why it has none. A number stands for a single value.</summary>
public sealed record TrialResult
{
    private static readonly Dictionary<string, double> NoNumbers = [];

    private TrialResult() => Values = [];

    /// <summary>One value for each direction of the study; none when the trial was pruned or failed.</summary>
    public IReadOnlyList<double> Values { get; private init; }

    /// <summary>Why it has no value; null when it has one.</summary>
    public string? Reason { get; private init; }

    /// <summary>Whether its worker gave it up, rather than fail.</summary>
    public bool IsPruned { get; private init; }

    /// <summary>Whether another attempt would fail alike: then there is none.</summary>
    public bool IsFinal { get; private init; }

    /// <summary>What it cost in US dollars, where the study's budget counts what is reported.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What else was measured, by name.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Values of the study's constraints by name; feasible when each is ≤ 0.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>One value for each direction of the study.</summary>
    public static TrialResult Of(params ReadOnlySpan<double> values) => new() { Values = values.ToArray() };

    /// <summary>The trial is given up: it promises nothing.</summary>
    public static TrialResult Pruned(string? reason = null) => new() { IsPruned = true, Reason = reason ?? "given up by its worker" };

    /// <summary>The attempt failed. An exception of the objective means the same.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="isFinal">Whether another attempt would fail alike: then there is none.</param>
    public static TrialResult Failed(string reason, bool isFinal = false) => new() { Reason = reason, IsFinal = isFinal };

    /// <summary>A single value.</summary>
    public static TrialResult FromDouble(double value) => Of(value);

    /// <summary>A single value.</summary>
    public static implicit operator TrialResult(double value) => Of(value);

    /// <summary>What of it is no number that JSON has; null when all is.</summary>
    internal string? NotFinite() => Values.Select((value, i) => (Name: Values.Count == 1 ? "value" : $"value {i}", value))
        .Concat((Metrics ?? NoNumbers).Select(m => (Name: $"metric '{m.Key}'", value: m.Value)))
        .Concat((Constraints ?? NoNumbers).Select(c => (Name: $"constraint '{c.Key}'", value: c.Value)))
        .Where(number => !double.IsFinite(number.value))
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"{number.Name} = {number.value}"))
        .FirstOrDefault();
}
