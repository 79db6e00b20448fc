using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>Studies side by side.</summary>
internal static class Comparison
{
    public static CompareView Of(IReadOnlyList<AnalysedStudy> studies)
    {
        var best = studies.Select(study => study.BestFirst().FirstOrDefault()).ToArray();
        var names = best.SelectMany(trial => trial?.Parameters.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new()
        {
            Metric = studies[0].Metric,
            Studies = [.. studies.Zip(best, Of)],
            Parameters =
            [
                .. names.Select(name => new ValueColumn(best, name))
                    .Select(column => new ComparedParameter(column.Name, column.Values) { Absent = column.Absent }),
            ],
        };
    }

    private static ComparedStudy Of(AnalysedStudy study, Trial? best) => new()
    {
        Name = study.Study.Name.ToString(),
        Direction = study.Direction,
        Best = best is null ? null : study.ValueOf(best),
        History = HistoryAnalysis.Best(study, HistoryAnalysis.Improvements(study)),
        Edf = HistoryAnalysis.Edf(study),
        Importance = ImportanceAnalysis.Of(study, ImportanceMethod.PedAnova).Parameters,
        Trials = study.Ended.Count,
        // Money that hidden trials cost was spent all the same.
        SpentUsd = study.Study.Spent.Usd,
        SavedUsd = Savings.Of(study.Ended).Usd,
    };
}
