namespace Serverless.Tuner.Core.Analysis.Hints;

/// <summary>Nothing better was found for long.</summary>
internal static class PlateauHint
{
    private const int LeastTrials = 30;
    private const double LeastShare = 0.5;

    public static IEnumerable<HintView> Of(AnalysedStudy study)
    {
        if (study.Study.Spec.Directions.Count > 1) yield break;
        var complete = study.ByEnd.Select(i => study.Ended[i]).Where(trial => trial.State == TrialState.Complete).ToArray();
        var best = study.BestFirst().FirstOrDefault();
        if (best is null) yield break;
        var since = complete.Length - 1 - Array.FindIndex(complete, trial => trial.Number == best.Number);
        if (since < LeastTrials || since < LeastShare * complete.Length) yield break;
        var runs = study.Study.State == StudyState.Running;
        yield return new()
        {
            Kind = HintKind.Plateau,
            Severity = runs ? HintSeverity.Warning : HintSeverity.Info,
            Parameters = [],
            Text = $"The last {since} of {complete.Length} complete trials are no better than trial {best.Number}.",
            Action = runs
                ? $"Stop it (`tuner study stop {study.Study.Name}`), or change what it searches; `plateauTrials` in the study file "
                    + "ends the next one by itself."
                : "Fewer trials would have done: `plateauTrials` in the study file ends the next one by itself.",
        };
    }
}
