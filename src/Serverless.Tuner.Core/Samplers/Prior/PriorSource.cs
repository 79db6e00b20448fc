using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>The trials of an earlier study as numbers, in the coordinates of the study that learns from it.</summary>
/// <param name="Similarity">How similar it is, 0 to 1.</param>
/// <param name="Points">A coordinate for each parameter, NaN where it is absent.</param>
/// <param name="Losses">The value of each, with the sign for which less is better.</param>
internal sealed record PriorSource(double Similarity, double[][] Points, double[] Losses)
{
    // Fewer tell nothing of the space.
    private const int FewestTrials = 5;

    /// <summary>What a history was given; trials with a value that lies outside of its space are left out.</summary>
    public static IReadOnlyList<PriorSource> AllOf(SamplerHistory history) =>
        history.Directions.Count > 1
            ? []
            : [.. history.Prior.Select(study => Of(history, study)).Where(s => s.Points.Length >= FewestTrials)];

    private static PriorSource Of(SamplerHistory history, PriorStudy study)
    {
        var sign = history.Directions[0] == Direction.Minimize ? 1 : -1;
        var kept = study.Trials.Where(t =>
            t.Values is [var value] && double.IsFinite(value) && PointMapping.IsWithin(history.Space, t.Parameters)).ToArray();
        return new PriorSource(
            study.Similarity, [.. kept.Select(t => history.Encoding.Encode(t.Parameters))], [.. kept.Select(t => sign * t.Values[0])]);
    }
}
