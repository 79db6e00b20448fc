using System.Globalization;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Studies;

/// <summary>How an evaluation ended.</summary>
/// <param name="State">Complete, pruned or failed.</param>
/// <param name="Reason">Why it was pruned or failed.</param>
public sealed record TrialOutcome(TrialState State, string? Reason)
{
    /// <summary>The longest reason that is kept, in characters.</summary>
    public const int MaxReasonLength = 2_000;

    /// <summary>The reason of a trial that money did not reach for: it was never evaluated, or cut short.</summary>
    public const string BudgetReason = "budget";

    /// <summary>Its values.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Values of the constraints.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>What the objective noted.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>A complete trial, or a failed one when what the objective returned cannot be used.</summary>
    public static TrialOutcome FromValues(
        StudySpec spec, IReadOnlyList<double> values, IReadOnlyDictionary<string, double>? constraints, IReadOnlyDictionary<string, string>? attributes)
    {
        if (values.Count != spec.Directions.Count)
            return Failed($"the objective returned {values.Count} values, but the study has {spec.Directions.Count} directions");
        for (var i = 0; i < values.Count; i++)
            if (!double.IsFinite(values[i]))
                return Failed(values.Count == 1 ? $"the objective returned {Text(values[i])}" : $"value {i} of the objective is {Text(values[i])}");
        foreach (var name in spec.Constraints ?? [])
        {
            if (constraints is null || !constraints.TryGetValue(name, out var value)) return Failed($"the objective did not return the constraint '{name}'");
            if (!double.IsFinite(value)) return Failed($"the constraint '{name}' is {Text(value)}");
        }

        return new TrialOutcome(TrialState.Complete, null) { Values = values, Constraints = Declared(spec, constraints), Attributes = attributes };
    }

    /// <summary>A failed trial.</summary>
    public static TrialOutcome Failed(string reason) => new(TrialState.Failed, Cut(reason));

    /// <summary>A pruned trial, with the last value that it reported, if that is finite.</summary>
    public static TrialOutcome Pruned(string reason, double? lastReport) =>
        new(TrialState.Pruned, Cut(reason)) { Values = lastReport is { } value && double.IsFinite(value) ? [value] : null };

    /// <summary>Cuts a reason to the length that is kept.</summary>
    public static string Cut(string reason)
    {
        if (reason.Length <= MaxReasonLength) return reason;
        var kept = MaxReasonLength - 1;
        // Half of a surrogate pair is no text that could be stored.
        if (char.IsHighSurrogate(reason[kept - 1])) kept--;
        return string.Concat(reason.AsSpan(0, kept), "…");
    }

    private static Dictionary<string, double>? Declared(StudySpec spec, IReadOnlyDictionary<string, double>? constraints) =>
        spec.Constraints is null ? null : spec.Constraints.ToDictionary(n => n, n => constraints![n], StringComparer.Ordinal);

    private static string Text(double value) => double.IsNaN(value) ? "NaN" : value.ToString(CultureInfo.InvariantCulture);
}
