using System.Globalization;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What a study makes of the metrics that its objective returns: its
/// score, its guards, and the least that a result must rest on.</summary>
internal static class GuardRails
{
    /// <summary>The metric that <see cref="StudySpec.MinPredictions"/> looks at.</summary>
    public const string PredictionsMetric = "predictions";

    // What a value counts as at least for a penalty: of a value of 0 no share is left to lose.
    private const double LeastMagnitude = 0.01;

    /// <summary>The names of all constraints of a study: those that its objective returns, then its guards without a penalty.</summary>
    public static IReadOnlyList<string> ConstraintNames(StudySpec spec) =>
        [.. spec.Constraints ?? [], .. Bounds(spec).Where(b => b.Guard.Penalty is null).Select(b => b.Name)];

    /// <summary>What the metrics lack that the study needs, in a sentence; null when nothing.</summary>
    internal static string? Missing(StudySpec spec, Measurement measurement)
    {
        foreach (var (metric, purpose) in Needed(spec))
        {
            if (measurement.Find(metric) is not { } value)
                return $"the objective did not return the metric '{metric}', which the study's {purpose} needs";
            if (!double.IsFinite(value)) return $"the metric '{metric}' is {TrialOutcome.Text(value)}";
        }

        return null;
    }

    /// <summary>The values of the study: its score, or those of the objective, made worse by the guards that are broken.</summary>
    internal static double[] Values(StudySpec spec, Measurement measurement)
    {
        double[] values = spec.Score is { } score
            ? [score.OrderBy(w => w.Key, StringComparer.Ordinal).Sum(w => w.Value * measurement.Find(w.Key)!.Value)]
            : [.. measurement.Values];
        foreach (var (_, guard, _) in Bounds(spec).Where(b => b.Guard.Penalty is not null && Excess(b, measurement) > 0))
            for (var i = 0; i < values.Length && i < spec.Directions.Count; i++)
            {
                var lost = (1 - guard.Penalty!.Value) * Math.Max(Math.Abs(values[i]), LeastMagnitude);
                values[i] += spec.Directions[i] == Direction.Minimize ? lost : -lost;
            }


        return values;
    }

    /// <summary>The constraint values that come of guards, kept when ≤ 0: by how much the metric is beyond its bound.</summary>
    internal static IEnumerable<KeyValuePair<string, double>> Constraints(StudySpec spec, Measurement measurement) =>
        Bounds(spec).Where(b => b.Guard.Penalty is null).Select(b => KeyValuePair.Create(b.Name, Excess(b, measurement)));

    /// <summary>Why the result rests on too little to count; null when it does not.</summary>
    internal static string? TooLittle(StudySpec spec, Measurement measurement)
    {
        if (measurement.Reports < spec.MinReports)
            return string.Create(CultureInfo.InvariantCulture, $"minReports: {measurement.Reports} of at least {spec.MinReports}");
        return measurement.Find(PredictionsMetric) < spec.MinPredictions
            ? string.Create(
                CultureInfo.InvariantCulture, $"minPredictions: {measurement.Find(PredictionsMetric)} of at least {spec.MinPredictions}")
            : null;
    }

    /// <summary>Whether a trial was pruned for what <see cref="TooLittle"/> says.</summary>
    internal static bool IsTooLittle(string? reason) =>
        reason is not null
            && (reason.StartsWith("minReports: ", StringComparison.Ordinal)
                || reason.StartsWith("minPredictions: ", StringComparison.Ordinal));

    private static IEnumerable<(string Metric, string Purpose)> Needed(StudySpec spec) =>
    [
        .. (spec.Score?.Keys ?? []).Select(metric => (metric, "score")),
        .. (spec.Guards ?? []).Select(guard => (guard.Metric, "guard")),
        .. spec.MinPredictions is null ? Array.Empty<(string, string)>() : [(PredictionsMetric, "minPredictions")],
    ];

    private static double Excess((string Name, GuardSpec Guard, bool IsMax) bound, Measurement measurement)
    {
        var value = measurement.Find(bound.Guard.Metric)!.Value;
        return bound.IsMax ? value - bound.Guard.Max!.Value : bound.Guard.Min!.Value - value;
    }

    /// <summary>Each bound of each guard, named as it reads.</summary>
    private static IEnumerable<(string Name, GuardSpec Guard, bool IsMax)> Bounds(StudySpec spec)
    {
        foreach (var guard in spec.Guards ?? [])
        {
            if (guard.Min is { } min) yield return (string.Create(CultureInfo.InvariantCulture, $"{guard.Metric} >= {min}"), guard, false);
            if (guard.Max is { } max) yield return (string.Create(CultureInfo.InvariantCulture, $"{guard.Metric} <= {max}"), guard, true);
        }
    }
}
