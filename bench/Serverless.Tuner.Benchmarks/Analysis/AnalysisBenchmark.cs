using Serverless.Tuner.Core.Analysis;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Benchmarks.Analysis;

/// <summary>Times the analysis of studies of random points: as a request does it, from the rows of the trials to the answer.</summary>
internal static class AnalysisBenchmark
{
    private const int MostRuns = 15;
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(4);
    private static readonly DateTimeOffset s_start = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The figures, one after the other.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    public static IEnumerable<AnalysisFigure> Run(TimeProvider time, CancellationToken cancellationToken)
    {
        var large = Of(10_000, 8);
        yield return Figure("PED-ANOVA", large, "8 parameters", 150, study => StudyAnalysis.Importance(study, ImportanceMethod.PedAnova));
        var medium = Of(1_000, 10);
        yield return Figure("fANOVA with all pairs", medium, "10 parameters", 2_000, Fanova);
        yield return Figure("permutation importance", medium, "10 parameters", null, Permutation);
        yield return Figure("front, hypervolume and its history", OfFront(200), "3 values", 20, StudyAnalysis.Pareto);
        var huge = Of(50_000, 10);
        yield return Figure("history", huge, "10 parameters", null, StudyAnalysis.History);
        yield return Figure("scatter", huge, "10 parameters", null, study => StudyAnalysis.Scatter(study, ScatterShape.Scatter));
        yield return Figure("hints", huge, "10 parameters", null, StudyAnalysis.Hints);

        static object Permutation(AnalysedStudy study) => StudyAnalysis.Importance(study, ImportanceMethod.Permutation);

        static object Fanova(AnalysedStudy study) => StudyAnalysis.Importance(study, ImportanceMethod.Fanova);

        AnalysisFigure Figure(string what, AnalysedRows rows, string size, double? limit, Func<AnalysedStudy, object> analyse) =>
            new(what, rows.Trials.Length, size, Median(rows, analyse, time, cancellationToken), limit);
    }

    private static double Median(
        AnalysedRows rows, Func<AnalysedStudy, object> analyse, TimeProvider time, CancellationToken cancellationToken)
    {
        // The first runs are those of code that is not yet optimised.
        var (began, runs) = (time.GetTimestamp(), new List<double>());
        while (runs.Count < 3 || (runs.Count < MostRuns && time.GetElapsedTime(began) < s_enough))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = time.GetTimestamp();
            analyse(AnalysedStudy.Of(rows.Study, rows.Trials, SearchSpace.Of(rows.Study.Spec))!);
            runs.Add(time.GetElapsedTime(from).TotalMilliseconds);
        }

        return runs.Order().ElementAt(runs.Count / 2);
    }

    private static AnalysedRows Of(int trials, int parameters)
    {
        var names = Enumerable.Range(0, parameters).Select(i => $"x{i}").ToArray();
        return Rows(trials, names, 1, (point, _) => [point.Select((x, i) => Math.Pow(x - 0.3, 2) / (i + 1)).Sum()]);
    }

    /// <summary>Points of a sphere's octant, none of which dominates another.</summary>
    private static AnalysedRows OfFront(int trials) => Rows(trials, ["x"], 3, (_, random) =>
    {
        double[] direction = [random.NextDouble() + 0.01, random.NextDouble() + 0.01, random.NextDouble() + 0.01];
        var length = Math.Sqrt(direction.Sum(x => x * x));
        return Array.ConvertAll(direction, x => -x / length);
    });

    private static AnalysedRows Rows(int trials, string[] names, int values, Func<double[], TrialRandom, double[]> objective)
    {
        var study = new Study
        {
            Spec = new StudySpec
            {
                Name = "analysed",
                Objective = new() { Kind = ObjectiveKind.External },
                SearchSpace = [.. names.Select(name => new ParameterSpec { Name = name, Kind = ParameterKind.Float, Low = 0, High = 1 })],
                Directions = [.. Enumerable.Repeat(Direction.Minimize, values)],
            },
            Run = "1",
            NextNumber = trials,
            CreatedAt = s_start,
        };
        return new AnalysedRows(study, [.. Enumerable.Range(0, trials).Select(number => TrialOf(number, names, objective))]);
    }

    private static Trial TrialOf(int number, string[] names, Func<double[], TrialRandom, double[]> objective)
    {
        var random = new TrialRandom(1, number);
        var point = Array.ConvertAll(names, _ => random.NextDouble());
        return new Trial
        {
            Number = number,
            Parameters = names.Zip(point).ToDictionary(p => p.First, p => ParameterValue.Of(p.Second)),
            Outcome = new TrialOutcome(TrialState.Complete) { Values = objective(point, random) },
            CreatedAt = s_start.AddSeconds(number),
            StartedAt = s_start.AddSeconds(number),
            EndedAt = s_start.AddSeconds(number + 1),
        };
    }

    private sealed record AnalysedRows(Study Study, Trial[] Trials);
}
