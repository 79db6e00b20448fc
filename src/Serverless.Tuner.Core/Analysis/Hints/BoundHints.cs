using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis.Hints;

/// <summary>The best trials all lie at a bound of a parameter's range: the best point may lie beyond it.</summary>
internal static class BoundHints
{
    private const int Best = 5, LeastTrials = 20;

    /// <summary>Of a range of real numbers, how much of it is at the bound; of one with fewer than three points all are at one.</summary>
    private const double Edge = 0.03;

    private const long LeastPoints = 3;

    public static IEnumerable<HintView> Of(AnalysedStudy study)
    {
        if (study.Complete.Count < LeastTrials) yield break;
        var winners = study.Winners();
        var isOne = study.Study.Spec.Directions.Count == 1;
        var best = isOne ? [.. study.BestFirst().Take(Best)] : study.Complete.Where(trial => winners.Contains(trial.Number)).ToArray();
        if (best.Length < Best) yield break;
        var who = isOne ? "The best five trials" : "All trials on the Pareto front";
        foreach (var parameter in study.Space.Parameters)
        {
            if (Limits(parameter) is not var (low, high) || SideOf(parameter, best) is not { } side) continue;
            var (bound, name) = (side > 0 ? high : low, side > 0 ? "upper" : "lower");
            yield return new()
            {
                Kind = HintKind.Bound,
                Severity = HintSeverity.Warning,
                Parameters = [parameter.Name],
                Text = $"{who} lie at the {name} bound of {parameter.Name} ({ParameterValue.Of(bound)}).",
                Action = $"Widen it? Better values of {parameter.Name} may lie {(side > 0 ? "above" : "below")}: "
                    + $"`tuner study change {study.Study.Name}` takes a wider range while the study runs.",
            };
        }
    }

    /// <summary>1 when all trials are at the upper bound, −1 when all are at the lower one; null otherwise.</summary>
    private static int? SideOf(Parameter parameter, IReadOnlyList<Trial> best)
    {
        var scale = ParameterScale.Of(parameter);
        if (scale.IsConstant || scale is IDiscreteScale { Points: < LeastPoints }) return null;
        var sides = best.Select(trial => trial.Parameters.TryGetValue(parameter.Name, out var value) ? Side(scale, value) : 0)
            .Distinct().ToArray();
        return sides is [var side] && side != 0 ? side : null;
    }

    private static int Side(ParameterScale scale, ParameterValue value)
    {
        var at = scale.ToCoordinate(value);
        if (scale is IDiscreteScale { Points: < (long)(1 / Edge) } discrete)
        {
            var index = discrete.IndexAt(at);
            return index == 0 ? -1 : index == discrete.Points - 1 ? 1 : 0;
        }

        return at <= Edge ? -1 : at >= 1 - Edge ? 1 : 0;
    }

    private static (double Low, double High)? Limits(Parameter parameter) => parameter switch
    {
        FloatParameter p => (p.Low, p.High),
        IntParameter p => (p.Low, p.High),
        _ => null,
    };
}
