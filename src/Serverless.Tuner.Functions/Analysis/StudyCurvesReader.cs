using Serverless.Tuner.Core.Analysis;

namespace Serverless.Tuner.Functions.Analysis;

/// <summary>Reads the intermediate values of the few trials that are shown, and of no other.</summary>
internal static class StudyCurvesReader
{
    /// <summary>How many trials are read at once.</summary>
    private const int AtOnce = 8;

    /// <summary>The curves of the trials that are chosen, by number.</summary>
    public static async Task<IReadOnlyList<CurveView>> ReadAsync(StudyStore store, AnalysedStudy study, CancellationToken cancellationToken)
    {
        var chosen = CurveChoice.Of(study);
        var curves = new CurveView?[chosen.Count];
        await Parallel.ForEachAsync(
            chosen.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (place, token) =>
            {
                if (await store.FindTrialAsync(study.Study.Name, place.Item.Number, token) is var (_, reports)
                    && CurveChoice.OfMetric(study, reports.Select(report => (report.Step, report.Vector))) is { Count: > 0 } shown)
                    curves[place.Index] = CurveChoice.Curve(place.Item, shown);
            });
        return [.. curves.OfType<CurveView>()];
    }
}
