using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>A study as it is analysed: the trials that are not hidden, and one of its values. What follows from it alone is the same
/// whoever computes it, and whenever.</summary>
public sealed class AnalysedStudy
{
    private Money[]? _spent;

    private AnalysedStudy(Study study, IReadOnlyList<Trial> trials, SearchSpace space, int metric)
    {
        Study = study;
        Space = space;
        MetricIndex = metric;
        var hidden = SpaceEditing.HiddenOf(study);
        Trials = hidden.Count == 0 ? trials : [.. trials.Where(trial => !hidden.Contains(trial.Number))];
        Ended = [.. Trials.Where(trial => trial.HasEnded)];
        Complete = [.. Ended.Where(IsComplete)];
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>Its search space, with what trials have declared.</summary>
    public SearchSpace Space { get; }

    /// <summary>The trials that are not hidden, by number.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>Those of them that have ended.</summary>
    public IReadOnlyList<Trial> Ended { get; }

    /// <summary>Those of them that are complete.</summary>
    public IReadOnlyList<Trial> Complete { get; }

    /// <summary>The name of the value that is analysed.</summary>
    public string Metric => ValueNames.Of(Study.Spec)[MetricIndex];

    /// <summary>Whether less or more of it is better.</summary>
    public Direction Direction => Study.Spec.Directions[MetricIndex];

    /// <summary>The place of the value among those of a trial.</summary>
    internal int MetricIndex { get; }

    /// <summary>When its time began.</summary>
    internal DateTimeOffset Start => Study.StartedAt ?? Study.CreatedAt;

    /// <summary>What the study had spent when each of <see cref="Ended"/> ended, itself included.</summary>
    internal IReadOnlyList<Money> SpentBy => _spent ??= Spent();

    /// <summary>Those of <see cref="Ended"/> in the order in which they ended, as places in it.</summary>
    internal int[] ByEnd => [.. Enumerable.Range(0, Ended.Count).OrderBy(i => Ended[i].EndedAt ?? Ended[i].CreatedAt).ThenBy(i => i)];

    /// <summary>A study to analyse; null when it has no value of that name.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">All its trials, by number.</param>
    /// <param name="space">Its search space, with what trials have declared.</param>
    /// <param name="metric">The value by its name; the first one when null.</param>
    public static AnalysedStudy? Of(Study study, IReadOnlyList<Trial> trials, SearchSpace space, string? metric = null)
    {
        ArgumentNullException.ThrowIfNull(study);
        var index = metric is null ? 0 : ValueNames.Of(study.Spec).ToList().IndexOf(metric);
        return index < 0 ? null : new AnalysedStudy(study, trials, space, index);
    }

    /// <summary>The analysed value of a trial; of a pruned one the last that it reported; null where it has none.</summary>
    internal double? ValueOf(Trial trial)
    {
        // What a pruned trial of several directions has reported is not said to be one of its values.
        if (trial.Outcome.Values is not { } values || values.Count != Study.Spec.Directions.Count) return null;
        return double.IsFinite(values[MetricIndex]) ? values[MetricIndex] : null;
    }

    /// <summary>The analysed value of a complete trial, of which less is better.</summary>
    internal double LossOf(Trial complete) => Loss(complete.Outcome.Values![MetricIndex]);

    /// <summary>A value so that less is better.</summary>
    internal double Loss(double value) => Direction == Direction.Minimize ? value : -value;

    /// <summary>A time in seconds since the study's start.</summary>
    internal double Seconds(DateTimeOffset at) => Math.Round((at - Start).TotalSeconds, 3);

    /// <summary>The complete, feasible trials, the best in the analysed value first.</summary>
    internal IEnumerable<Trial> BestFirst() =>
        Complete.Where(StudyMachine.IsFeasible).OrderBy(LossOf).ThenBy(trial => trial.Number);

    /// <summary>The best trial's number; with several directions those on the Pareto front.</summary>
    internal HashSet<int> Winners()
    {
        var best = BestTrials.Of(Study.Spec.Directions, Complete);
        return [.. (Study.Spec.Directions.Count == 1 ? best.Take(1) : best).Select(trial => trial.Number)];
    }

    private bool IsComplete(Trial trial) => trial.State == TrialState.Complete && trial.Outcome.Values is { } values
        && values.Count == Study.Spec.Directions.Count && values.All(double.IsFinite);

    private Money[] Spent()
    {
        var (spent, total) = (new Money[Ended.Count], Money.Zero);
        foreach (var i in ByEnd) spent[i] = total += Ended[i].Cost;
        return spent;
    }
}
