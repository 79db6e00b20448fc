using Serverless.Tuner.Core.Analysis.Importance;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Analysis.Hints;

/// <summary>A parameter was tried all over its range, and the value can be told as well without it.</summary>
/// <remarks>By permutation importance, which also sees what a parameter does only together with others; and only where the forest can
/// tell values of trials that it has not seen at all.</remarks>
internal static class NoEffectHints
{
    private const int LeastTrials = 40, MostTrials = 400, Trees = 32;
    private const double LeastExplained = 0.4, MostShare = 0.01, LeastSpread = 0.5;

    public static IEnumerable<HintView> Of(AnalysedStudy study)
    {
        if (study.Complete.Count < LeastTrials || study.Study.Spec.Directions.Count > 1) yield break;
        var forest = RegressionForest.Grow(ForestColumns.Of(study, Thinning.Evenly(study.Complete, MostTrials)), Trees);
        if (forest.Columns.Parameters.Count < 2) yield break;
        var (growth, explained) = PermutationImportance.Of(forest);
        if (!(explained >= LeastExplained)) yield break;
        var sum = growth.Sum(g => Math.Max(0, g));
        foreach (var (p, parameter) in forest.Columns.Parameters.Index())
        {
            var own = study.Space.Parameters[parameter.Index];
            if (growth[p] > MostShare * sum || !IsTriedAllOver(study, own)) continue;
            yield return new()
            {
                Kind = HintKind.NoEffect,
                Severity = HintSeverity.Info,
                Parameters = [own.Name],
                Text = $"{own.Name} has no effect on {study.Metric} over {study.Complete.Count} complete trials.",
                Action = $"Fix {own.Name} (`fixed` in the study file) and let the sampler search the other parameters.",
            };
        }
    }

    /// <summary>A sampler that has settled on a value tells nothing of others.</summary>
    private static bool IsTriedAllOver(AnalysedStudy study, Parameter parameter)
    {
        var scale = ParameterScale.Of(parameter);
        var tried = study.Complete.Where(trial => trial.Parameters.ContainsKey(parameter.Name))
            .Select(trial => scale.ToCoordinate(trial.Parameters[parameter.Name])).Where(x => !double.IsNaN(x)).Order().ToArray();
        if (tried.Length < LeastTrials) return false;
        if (parameter is CategoricalParameter { IsOrdered: false })
            return tried.CountBy(x => x).Count(choice => choice.Value * 10 >= tried.Length) > 1;
        return tried[tried.Length * 9 / 10] - tried[tried.Length / 10] >= LeastSpread;
    }
}
