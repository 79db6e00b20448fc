using System.Globalization;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Planning;

/// <summary>What is likely wrong with how a study runs its trials.</summary>
internal static class RunWarnings
{
    public static IEnumerable<FieldError> Of(
        StudySpec spec, PlanFigures figures, PlanEvidence evidence, IReadOnlyList<SimilarStudy> ranked,
        IReadOnlyList<SimilarStudy>? from) =>
        [.. OfParallelism(spec), .. OfTime(spec, figures, evidence), .. OfPruner(spec, evidence), .. OfWarmStart(spec, ranked, from)];

    private static IEnumerable<FieldError> OfParallelism(StudySpec spec)
    {
        // Workers of an external study are as many as they are.
        if (spec.IsExternal) yield break;
        if (spec.Parallelism > spec.Trials)
            yield return Warning("/parallelism", $"is {spec.Parallelism}, and there are {spec.Trials} trials: give no more than those");
        else if (spec.Parallelism > 1 && 2 * spec.Parallelism > spec.Trials && Learns(spec))
            yield return Warning(
                "/parallelism",
                $"is {spec.Parallelism} for {spec.Trials} trials: trials that run at once do not learn from each other; with "
                + $"{Math.Max(1, spec.Trials / 5)} or fewer each point rests on those before it");
    }

    private static IEnumerable<FieldError> OfTime(StudySpec spec, PlanFigures figures, PlanEvidence evidence)
    {
        if (spec.TimeoutSeconds is { } all)
        {
            if (spec.TrialTimeoutSeconds is { } one && all < one)
                yield return Warning(
                    "/timeoutSeconds",
                    $"is {N(all)}, less than one trial may take (trialTimeoutSeconds, {N(one)}): raise the one or lower the other");
            if (figures.TrialSeconds is { } each && all < each.Expected)
                yield return Warning(
                    "/timeoutSeconds", $"is {N(all)}, and a trial takes about {N(each.Expected)} ({each.Source}): raise it");
            else if (figures.ByTime is { } fit && fit.Expected < spec.Trials)
                yield return Warning(
                    "/timeoutSeconds",
                    $"is time for about {fit.Expected} of {spec.Trials} trials ({figures.TrialSeconds!.Source}): raise it or parallelism");
        }

        if (spec.TrialTimeoutSeconds is { } timeout && evidence.Seconds is { } seconds && timeout < seconds.High)
            yield return Warning(
                "/trialTimeoutSeconds",
                $"is {N(timeout)}, and one trial in ten of study {evidence.Entry!.Name} took longer than {N(seconds.High)}: those "
                + $"would fail; give {N(2 * seconds.High)} or more");
        if (spec.MaxAttempts > 1 && spec.RetryDelaySeconds > spec.TimeoutSeconds)
            yield return Warning("/retryDelaySeconds", "is longer than the study (timeoutSeconds): no trial would be tried again");
    }

    private static IEnumerable<FieldError> OfPruner(StudySpec spec, PlanEvidence evidence)
    {
        var isPruned = spec.Pruner.Type != PrunerSpec.DefaultType;
        if (isPruned && spec.Repeats == 1 && evidence.Reports == false)
            yield return Warning(
                "/pruner",
                $"acts on what trials report, and those of study {evidence.Entry!.Name}, which has the same objective, reported nothing: "
                + "have the objective report intermediate values, or leave the pruner out");
        if (!isPruned && evidence.Reports == true)
            yield return Warning(
                "/pruner",
                $"is not given, and the trials of study {evidence.Entry!.Name}, which has the same objective, report intermediate values: "
                + (spec.Directions.Count > 1
                    ? "\"mo-asha\" stops those early that are behind, where a report has a value for each direction"
                    : "\"median\" stops those early that are behind"));
        if (spec.MinReports is { } fewest && evidence.Reports == false)
            yield return Warning(
                "/minReports",
                $"is {fewest}, and no trial of study {evidence.Entry!.Name}, which has the same objective, reported anything: every trial "
                + "would be pruned");
        if (spec.Pruner.Type == "wilcoxon" && spec.Repeats == 1)
            yield return Warning(
                "/pruner",
                "compares trials by what they report at the same steps (folds, instances): give repeats, or report one value for each");
        if (spec.PlateauTrials >= spec.Trials)
            yield return Warning("/plateauTrials", $"is {spec.PlateauTrials}, and there are {spec.Trials} trials: it never ends the study");
    }

    private static IEnumerable<FieldError> OfWarmStart(
        StudySpec spec, IReadOnlyList<SimilarStudy> ranked, IReadOnlyList<SimilarStudy>? from)
    {
        if (spec.WarmStart is not { } wanted || from is null) yield break;
        if (wanted.Similar && from.Count == 0)
            yield return Warning("/warmStart/threshold", ranked.Count == 0
                ? "is not reached: the memory is empty, so that the study starts cold"
                : $"is {N(wanted.Threshold)}, and the most similar study, {ranked[0].Entry.Name}, has "
                    + $"{ranked[0].Similarity.Score.ToString("0.00", CultureInfo.InvariantCulture)}: "
                    + "the study starts cold unless you lower it");
        foreach (var other in from.Where(s => wanted.From is not null && s.Similarity.Score == 0))
            yield return Warning(
                JsonPointer.Element("/warmStart/from", wanted.From!.ToList().IndexOf(other.Entry.Name)),
                $"is {other.Entry.Name}, which has nothing in common with this study: {other.Similarity.Explanation}");
    }

    private static bool Learns(StudySpec spec) => spec.Sampler.Type is not ("random" or "qmc" or "grid" or "brute-force");

    private static FieldError Warning(string at, string detail) => new(at, detail);

    private static string N(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
