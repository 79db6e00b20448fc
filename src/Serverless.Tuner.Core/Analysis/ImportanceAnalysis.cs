using Serverless.Tuner.Core.Analysis.Importance;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>Importances of parameters by any of the methods.</summary>
internal static class ImportanceAnalysis
{
    /// <summary>With fewer complete trials there are no importances.</summary>
    public const int LeastTrials = 5;

    /// <summary>A forest learns from so many trials at most.</summary>
    public const int MostOfForest = 2_000;

    private const int MostInPairs = 16;

    public static ImportanceView Of(AnalysedStudy study, ImportanceMethod method)
    {
        var trials = method == ImportanceMethod.PedAnova ? study.Complete : Thinning.Evenly(study.Complete, MostOfForest);
        var reason = WhyNone(study);
        var (shares, interactions) = reason is null ? Shares(study, trials, method) : ([], []);
        var sum = shares.Sum();
        if (reason is null && !(sum > 0 && double.IsFinite(sum))) reason = "no parameter explains any difference between the trials";
        return new()
        {
            Name = study.Study.Name.ToString(),
            Sequence = study.Study.Sequence,
            Metric = study.Metric,
            Method = method,
            Counts = new ShownCounts(reason is null ? trials.Count : 0, study.Complete.Count),
            Parameters = reason is null ? Ranked(study.Space, shares, sum) : [],
            Interactions = reason is null ? interactions : [],
            Reason = reason,
        };
    }

    private static string? WhyNone(AnalysedStudy study)
    {
        if (study.Complete.Count < LeastTrials)
            return $"there are fewer than {LeastTrials} complete trials: {study.Complete.Count}";
        var first = study.LossOf(study.Complete[0]);
        if (study.Complete.All(trial => study.LossOf(trial) == first)) return "all values are equal";
        return study.Space.Parameters.All(parameter => GridAxis.Of(parameter).Cells < 2) ? "no parameter varies" : null;
    }

    private static ParameterImportance[] Ranked(SearchSpace space, double[] shares, double sum) =>
    [
        .. space.Parameters.Select((parameter, i) => new ParameterImportance(parameter.Name, shares[i] / sum))
            .OrderByDescending(p => p.Importance).ThenBy(p => p.Name, StringComparer.Ordinal),
    ];

    private static (double[] Shares, IReadOnlyList<ParameterInteraction> Interactions) Shares(
        AnalysedStudy study, IReadOnlyList<Trial> trials, ImportanceMethod method)
    {
        if (method == ImportanceMethod.PedAnova) return (PedAnova.Of(study), []);
        var forest = RegressionForest.Grow(ForestColumns.Of(study, trials));
        if (method == ImportanceMethod.Permutation)
            return (InSpace(study, forest, [.. PermutationImportance.Of(forest).Growth.Select(growth => Math.Max(0, growth))]), []);
        var boxes = Fanova.Boxes(forest);
        var singles = Fanova.Singles(boxes);
        return (InSpace(study, forest, singles), Pairs(study.Space, forest, boxes, singles));
    }

    /// <summary>Shares of a forest's parameters as those of the space's: what does not vary has none.</summary>
    private static double[] InSpace(AnalysedStudy study, RegressionForest forest, double[] shares)
    {
        var all = new double[study.Space.Parameters.Count];
        for (var p = 0; p < shares.Length; p++) all[forest.Columns.Parameters[p].Index] = shares[p];
        return all;
    }

    private static ParameterInteraction[] Pairs(
        SearchSpace space, RegressionForest forest, IReadOnlyList<TreeBoxes> boxes, double[] singles)
    {
        var chosen = Enumerable.Range(0, singles.Length).OrderByDescending(p => singles[p]).ThenBy(p => p).Take(MostInPairs).ToArray();
        return
        [
            .. chosen.SelectMany((_, i) => chosen.Skip(i + 1), (first, second) => new ParameterInteraction(
                    NameOf(first), NameOf(second), Fanova.Pair(boxes, first, second)))
                .OrderByDescending(pair => pair.Importance).ThenBy(pair => pair.First, StringComparer.Ordinal)
                .ThenBy(pair => pair.Second, StringComparer.Ordinal),
        ];

        string NameOf(int p) => space.Parameters[forest.Columns.Parameters[p].Index].Name;
    }
}
