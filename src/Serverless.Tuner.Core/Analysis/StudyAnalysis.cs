using Serverless.Tuner.Core.Analysis.Hints;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>What can be seen of a study: a pure function of its rows, thinned to what a page can draw.</summary>
public static class StudyAnalysis
{
    /// <summary>How many studies can be compared at once.</summary>
    public const int MostCompared = 10;

    /// <summary>How the study went: the best so far, at most 2,000 trials by the least and greatest of neighbours, when they ran, and how
    /// their values are distributed. Without curves, which are read apart (<see cref="CurveChoice"/>).</summary>
    public static HistoryView History(AnalysedStudy study) => HistoryAnalysis.Of(Known(study));

    /// <summary>Trials with their parameters: at most 5,000, or 1,500 lines, all best ones among them.</summary>
    public static ScatterView Scatter(AnalysedStudy study, ScatterShape shape) => ScatterAnalysis.Of(Known(study), shape);

    /// <summary>How important each parameter is.</summary>
    public static ImportanceView Importance(AnalysedStudy study, ImportanceMethod method) => ImportanceAnalysis.Of(Known(study), method);

    /// <summary>The trials of which no other is better in every value, how much they dominate, and how that grew.</summary>
    public static ParetoView Pareto(AnalysedStudy study) => FrontAnalysis.Of(Known(study));

    /// <summary>What is noteworthy about a study, and what to do about it.</summary>
    public static HintsView Hints(AnalysedStudy study) => StudyHints.Of(Known(study));

    /// <summary>Studies side by side.</summary>
    /// <param name="studies">One or more, each with the same value.</param>
    public static CompareView Compare(IReadOnlyList<AnalysedStudy> studies) => Comparison.Of(studies);

    private static AnalysedStudy Known(AnalysedStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return study;
    }
}
