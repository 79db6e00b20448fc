using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis.Hints;

/// <summary>Trials of one point: many of them are wasted where nothing is random, and show the noise where something is.</summary>
internal static class RepetitionHints
{
    private const int LeastRepeated = 10, LeastFreedom = 5, Best = 10;
    private const double LeastShare = 0.2;

    public static IEnumerable<HintView> Of(AnalysedStudy study)
    {
        var points = study.Complete.GroupBy(PointOf, StringComparer.Ordinal).Where(point => point.Count() > 1)
            .Select(point => point.Select(study.LossOf).ToArray()).ToArray();
        var repeated = points.Sum(values => values.Length - 1);
        var noise = Noise(points);
        if (noise is { } deviation && Differences(study) is { } differences && deviation > differences)
            yield return new()
            {
                Kind = HintKind.Noise,
                Severity = HintSeverity.Warning,
                Parameters = [],
                Text = $"Trials of the same point differ by {Short(deviation)} (standard deviation) in {study.Metric}, "
                    + $"more than the best {Best} points do among themselves ({Short(differences)}).",
                Action = "Which of them is best is chance: average several repetitions (seeds, folds) in the objective, "
                    + "or enqueue the best points again and choose by their means.",
            };
        // Repetitions are not wasted where values are random.
        else if (noise is not > 0 && repeated >= LeastRepeated && repeated >= LeastShare * study.Complete.Count)
            yield return new()
            {
                Kind = HintKind.Duplicates,
                Severity = HintSeverity.Warning,
                Parameters = [],
                Text = $"{repeated} of {study.Complete.Count} complete trials evaluated a point again, and it had the same value.",
                Action = "The space may have fewer points than the study has trials: stop it, give a parameter finer steps, "
                    + "or declare the study `deterministic` so that no point is suggested twice.",
            };
    }

    private static string PointOf(Trial trial) =>
        string.Join('\n', trial.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value.Kind}:{p.Value}"));

    /// <summary>The pooled standard deviation within points; null where there are too few repetitions.</summary>
    private static double? Noise(IReadOnlyList<double[]> points)
    {
        var freedom = points.Sum(values => values.Length - 1);
        if (freedom < LeastFreedom) return null;
        return Math.Sqrt(points.Sum(values => values.Sum(value => Math.Pow(value - values.Average(), 2))) / freedom);
    }

    /// <summary>From the best of the best different points to the last of them, each by the mean of its trials; null where there are
    /// fewer points.</summary>
    private static double? Differences(AnalysedStudy study)
    {
        var means = study.Complete.Where(StudyMachine.IsFeasible).GroupBy(PointOf, StringComparer.Ordinal)
            .Select(point => point.Average(study.LossOf)).Order().Take(Best).ToArray();
        return means.Length < Best ? null : means[^1] - means[0];
    }

    private static string Short(double value) => value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture);
}
