using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>How a study went: the best so far, each trial's value, its time and its money.</summary>
internal static class HistoryAnalysis
{
    /// <summary>How many trials are shown at most, of which so many because they improved the best.</summary>
    public const int MostPoints = 2_000, MostSteps = 500;

    private const int MostOfEdf = 200;

    /// <summary>The history, without curves.</summary>
    public static HistoryView Of(AnalysedStudy study)
    {
        var steps = Improvements(study);
        return new()
        {
            Name = study.Study.Name.ToString(),
            Sequence = study.Study.Sequence,
            StartedAt = study.Start,
            Metric = study.Metric,
            Direction = study.Direction,
            Best = Best(study, steps),
            Points = Points(study, steps, out var shown),
            Counts = new ShownCounts(shown, study.Ended.Count),
            Timeline = Timeline(study),
            Hypervolume = Hypervolume(study),
            Edf = Edf(study),
            Curves = [],
            CurveCounts = new ShownCounts(0, CurveChoice.Count(study)),
        };
    }

    /// <summary>The trials that were the best when they ended, as places among those that have ended; thinned where there are very many.
    /// </summary>
    public static int[] Improvements(AnalysedStudy study)
    {
        var (steps, best) = (new List<int>(), double.PositiveInfinity);
        var complete = study.Complete.Where(StudyMachine.IsFeasible).Select(trial => trial.Number).ToHashSet();
        foreach (var i in study.ByEnd)
        {
            if (!complete.Contains(study.Ended[i].Number) || !(study.LossOf(study.Ended[i]) < best)) continue;
            best = study.LossOf(study.Ended[i]);
            steps.Add(i);
        }

        return Thinning.Evenly(steps, MostSteps);
    }

    /// <summary>The columns of trials that were the best when they ended.</summary>
    public static BestSteps Best(AnalysedStudy study, int[] steps) => new()
    {
        Number = [.. steps.Select(i => study.Ended[i].Number)],
        Value = [.. steps.Select(i => study.ValueOf(study.Ended[i])!.Value)],
        Seconds = [.. steps.Select(i => EndOf(study, study.Ended[i]))],
        SpentUsd = [.. steps.Select(i => study.SpentBy[i].Usd)],
    };

    /// <summary>The share of the complete, feasible trials up to each value.</summary>
    public static EdfView Edf(AnalysedStudy study)
    {
        var values = study.Complete.Where(StudyMachine.IsFeasible).Select(trial => study.ValueOf(trial)!.Value).Order().ToArray();
        // Of equal values the last: there the function has its step.
        var steps = Enumerable.Range(0, values.Length).Where(i => i + 1 == values.Length || values[i] < values[i + 1]).ToArray();
        var shown = Thinning.Evenly(steps, MostOfEdf);
        return new()
        {
            Value = [.. shown.Select(i => values[i])],
            Share = [.. shown.Select(i => (i + 1.0) / values.Length)],
        };
    }

    private static HistoryPoints Points(AnalysedStudy study, int[] steps, out int count)
    {
        var outline = Thinning.Outline(study.Ended.Count, i => study.ValueOf(study.Ended[i]), MostPoints - steps.Length);
        var shown = outline.Union(steps).Order().ToArray();
        var trials = shown.Select(i => study.Ended[i]).ToArray();
        count = shown.Length;
        return new()
        {
            Number = [.. trials.Select(trial => trial.Number)],
            Value = [.. trials.Select(study.ValueOf)],
            State = [.. trials.Select(trial => trial.State)],
            Seconds = [.. trials.Select(trial => EndOf(study, trial))],
            CostUsd = [.. trials.Select(trial => trial.Cost.Usd)],
            SpentUsd = [.. shown.Select(i => study.SpentBy[i].Usd)],
        };
    }

    private static HistoryTimeline Timeline(AnalysedStudy study)
    {
        var started = study.Trials.Where(trial => trial.StartedAt is not null).ToArray();
        var best = started.Length <= MostPoints ? [] : study.BestFirst().Take(MostSteps).Select(trial => trial.Number).ToHashSet();
        var trials = started.TakeLast(MostPoints - best.Count).Concat(started.Where(trial => best.Contains(trial.Number)))
            .DistinctBy(trial => trial.Number).OrderBy(trial => trial.Number).ToArray();
        return new()
        {
            Number = [.. trials.Select(trial => trial.Number)],
            State = [.. trials.Select(trial => trial.State)],
            Start = [.. trials.Select(trial => study.Seconds(trial.StartedAt!.Value))],
            End = [.. trials.Select(trial => trial.HasEnded && trial.EndedAt is { } end ? study.Seconds(end) : (double?)null)],
        };
    }

    private static HypervolumeHistory? Hypervolume(AnalysedStudy study)
    {
        if (study.Study.Spec.Directions.Count == 1) return null;
        var steps = FrontAnalysis.Volumes(study);
        return new() { Number = steps.Number, Value = steps.Hypervolume };
    }

    private static double EndOf(AnalysedStudy study, Trial trial) => study.Seconds(trial.EndedAt ?? trial.CreatedAt);
}
