using System.Globalization;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>Refuses to try every point of a space that has more of them than a study can have trials.</summary>
internal static class GridLimit
{
    /// <summary>The most trials that a study may have.</summary>
    public const long MostPoints = 1_000_000;

    /// <param name="sampler">The name of the sampler that would try every point.</param>
    /// <param name="space">The space.</param>
    /// <param name="levelsOfContinuous">How many levels a continuous parameter has; 0 where the space has none.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Refusal(string sampler, SearchSpace space, int levelsOfContinuous) => IsExceeded(space, levelsOfContinuous)
        ? $"{sampler} would try more than {MostPoints.ToString("N0", CultureInfo.InvariantCulture)} points, the most trials that a "
            + "study may have: give fewer points or larger steps, or choose a sampler that needs no end, such as qmc"
        : null;

    /// <summary>Whether there are more points. Large spaces are recognised by a few parameters, before any are numbered.</summary>
    private static bool IsExceeded(SearchSpace space, int levelsOfContinuous)
    {
        // Points differ at least in the parameters without conditions; and each value of another one adds a point.
        var (combinations, conditional) = (1L, 0L);
        foreach (var parameter in space.Parameters)
        {
            var scale = ParameterScale.Of(parameter);
            if (parameter.When.Count > 0) conditional += MostLevels(scale, levelsOfContinuous);
            else combinations = FiniteSpace.Product(combinations, Levels.Of(scale, levelsOfContinuous)!.Count);
            if (Math.Max(combinations, conditional) > MostPoints) return true;
        }

        return conditional > 0 && FiniteSpace.SizeOf(space, new PointEncoding(space), levelsOfContinuous) > MostPoints;
    }

    private static long MostLevels(ParameterScale scale, int levelsOfContinuous) => scale switch
    {
        ChoiceScale choices => choices.Count,
        IDiscreteScale cells => cells.Points,
        _ => scale.IsConstant ? 1 : levelsOfContinuous,
    };
}
