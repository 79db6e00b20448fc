namespace Serverless.Tuner.Core.Analysis.Hints;

/// <summary>What is noteworthy about a study, and what to do about it.</summary>
internal static class StudyHints
{
    /// <summary>All hints, warnings first.</summary>
    public static HintsView Of(AnalysedStudy study) => new()
    {
        Name = study.Study.Name.ToString(),
        Sequence = study.Study.Sequence,
        Hints =
        [
            .. BoundHints.Of(study).Concat(FailureRegionHint.Of(study)).Concat(RepetitionHints.Of(study)).Concat(PlateauHint.Of(study))
                .Concat(NoEffectHints.Of(study)).OrderByDescending(hint => hint.Severity),
        ],
    };
}
