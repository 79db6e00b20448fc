using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Those that alone dominate the most survive: the selection of SMS-EMOA
/// (Beume, Naujoks and Emmerich 2007) in place of the crowding distance.</summary>
/// <remarks>
/// Crowding rewards what is far from the others, with three objectives mostly what is bad in one of them. Fronts too large for
/// it, and other numbers of objectives, are rated by crowding.
/// </remarks>
internal sealed class HypervolumeSurvival : ISurvival
{
    private const int MostTrials = 200;

    private readonly CrowdingSurvival _crowding = new();

    /// <summary>What each trial of a front alone dominates; null where that is not known in reasonable time.</summary>
    public static double[]? Alone(IReadOnlyList<double[]> front) => front.Count is > 0 and <= MostTrials && front[0].Length is 2 or 3
        ? ExclusiveVolume.Of(UnitLosses.Of(front), UnitLosses.ReferencePoint(front[0].Length))
        : null;

    public double[] Spread(IReadOnlyList<double[]> front) => Alone(front) ?? _crowding.Spread(front);

    public int[] Choose(IReadOnlyList<double[]> chosen, IReadOnlyList<double[]> front, double[] spread, int count, TrialRandom random) =>
        _crowding.Choose(chosen, front, spread, count, random);
}
