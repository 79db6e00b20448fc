using System.Globalization;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Where a trial stands, and what came of it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it was pruned or failed; of a trial that waits, why its last attempt failed.</param>
public sealed record TrialOutcome(TrialState State, string? Reason = null)
{
    /// <summary>The longest reason that is kept, in characters.</summary>
    internal const int MaxReasonLength = 2_000;

    /// <summary>The reason of a trial for which the money did not suffice: it was never evaluated, or was cut short.</summary>
    public const string BudgetReason = "budget";

    /// <summary>The reason of a trial that a user cancelled.</summary>
    public const string CancelledReason = "cancelled";

    /// <summary>A trial that was not started, or was given back.</summary>
    public static TrialOutcome Waiting { get; } = new(TrialState.Waiting);

    /// <summary>A trial that is being evaluated.</summary>
    public static TrialOutcome Running { get; } = new(TrialState.Running);

    /// <summary>Its values, one for each direction; of a pruned trial the last ones reported, if any.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Values of the constraints by name.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>What the objective noted.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What the objective measured beside its values, by name.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>
    /// What the study makes of a measurement: a complete trial; a pruned one
    /// when it rests on too little; a failed one when it cannot be used.
    /// </summary>
    public static TrialOutcome Of(StudySpec spec, Measurement measurement)
    {
        if (Unusable(spec, measurement) is { } reason) return Failed(reason);
        var outcome = new TrialOutcome(TrialState.Complete)
        {
            Values = GuardRails.Values(spec, measurement),
            Metrics = measurement.Metrics,
            Constraints = ConstraintsOf(spec, measurement),
            Attributes = measurement.Attributes,
        };
        return GuardRails.TooLittle(spec, measurement) is { } tooLittle
            ? outcome with { State = TrialState.Pruned, Reason = tooLittle }
            : outcome;
    }

    /// <summary>A failed trial.</summary>
    public static TrialOutcome Failed(string reason) => new(TrialState.Failed, Cut(reason));

    /// <summary>A pruned trial, with the last value that it reported, if that is finite.</summary>
    public static TrialOutcome Pruned(string reason, double? lastReport) =>
        PrunedAt(reason, lastReport is { } value ? [value] : null);

    /// <summary>A pruned trial, with what it reported last if that is finite: a value of each direction, or of the first.</summary>
    public static TrialOutcome PrunedAt(string reason, IReadOnlyList<double>? lastReport) =>
        new(TrialState.Pruned, Cut(reason)) { Values = lastReport?.All(double.IsFinite) == true ? lastReport : null };

    /// <summary>Cuts a reason to the length that is kept.</summary>
    public static string Cut(string reason) => reason.Length <= MaxReasonLength ? reason : Excerpt.Start(reason, MaxReasonLength - 1);

    /// <summary>A number as a reason names it.</summary>
    internal static string Text(double value) => double.IsNaN(value) ? "NaN" : value.ToString(CultureInfo.InvariantCulture);

    private static string? Unusable(StudySpec spec, Measurement measurement)
    {
        var values = measurement.Values;
        if (spec.Score is null && values.Count == 0 && spec.ValueNames is { } names)
            return $"the objective returned no values, and not the metrics {string.Join(", ", names)}, which are those of the study";
        if (spec.Score is null && values.Count != spec.Directions.Count)
            return $"the objective returned {values.Count} values, but the study has {spec.Directions.Count} directions";
        for (var i = 0; i < values.Count; i++)
            if (!double.IsFinite(values[i]))
                return values.Count == 1 ? $"the objective returned {Text(values[i])}" : $"value {i} of the objective is {Text(values[i])}";
        if ((UnusableConstraint(spec, measurement) ?? GuardRails.Missing(spec, measurement)) is { } wrong) return wrong;
        return GuardRails.Values(spec, measurement).All(double.IsFinite) ? null : "the study's score is not finite";
    }

    private static string? UnusableConstraint(StudySpec spec, Measurement measurement)
    {
        foreach (var name in spec.Constraints ?? (spec.TakesAnyConstraint ? measurement.Constraints?.Keys : null) ?? [])
        {
            if (measurement.Constraints is null || !measurement.Constraints.TryGetValue(name, out var value))
                return $"the objective did not return the constraint '{name}'";
            if (!double.IsFinite(value)) return $"the constraint '{name}' is {Text(value)}";
        }

        return null;
    }

    private static Dictionary<string, double>? ConstraintsOf(StudySpec spec, Measurement measurement)
    {
        var told = spec.TakesAnyConstraint ? measurement.Constraints?.Keys : spec.Constraints;
        var constraints = (told ?? []).ToDictionary(name => name, name => measurement.Constraints![name], StringComparer.Ordinal);
        foreach (var (name, value) in GuardRails.Constraints(spec, measurement)) constraints[name] = value;
        return constraints.Count > 0 ? constraints : null;
    }
}
