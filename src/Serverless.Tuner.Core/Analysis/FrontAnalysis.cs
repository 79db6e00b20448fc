using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>The Pareto front of a study, its knee, and its hypervolume.</summary>
internal static class FrontAnalysis
{
    public const int MostPoints = 5_000;

    /// <summary>How many hypervolumes are computed at most for a history.</summary>
    private const int MostSteps = 200;

    /// <summary>The largest fronts whose volume is computed: with two or three values one takes milliseconds, with more the work can grow
    /// exponentially with the values.</summary>
    private const int MostOfFront = 5_000, MostOfHighFront = 100;

    /// <summary>The front, and the volume between it and a reference point.</summary>
    public static ParetoView Of(AnalysedStudy study)
    {
        var spec = study.Study.Spec;
        var names = ValueNames.Of(spec);
        var front = BestTrials.Of(spec.Directions, study.Complete).ToArray();
        if (spec.Directions.Count == 1) front = [.. front.TakeWhile(trial => study.LossOf(trial) == study.LossOf(front[0]))];
        var (reference, steps) = (Reference(study), Volumes(study));
        return new()
        {
            Name = study.Study.Name.ToString(),
            Sequence = study.Study.Sequence,
            Metrics = [.. names.Select((name, i) => new ParetoMetric(name, spec.Directions[i]))],
            Front = [.. front.OrderBy(trial => Losses(study, trial)[0]).ThenBy(trial => trial.Number).Select(trial => trial.Number)],
            Knee = spec.Directions.Count > 1 ? FrontChoice.Of(spec, study.Complete, FrontChoice.Knee).FirstOrDefault()?.Number : null,
            // The last step's front is the front itself.
            Hypervolume = front.Length == 0 ? 0 : steps.Hypervolume.Count > 0 ? steps.Hypervolume[^1] : null,
            Reference = reference is null ? [] : [.. reference.Select((loss, i) => FromLoss(study, loss, i))],
            Points = Points(study, [.. front.Select(trial => trial.Number)], out var counts),
            Counts = counts,
            History = steps,
        };
    }

    /// <summary>The hypervolume after each trial that came onto the front, in the order in which they ended; with many such trials after
    /// some of them, the last always among them. Empty where the front is too large.</summary>
    public static HypervolumeSteps Volumes(AnalysedStudy study)
    {
        var (numbers, volumes) = (new List<int>(), new List<double>());
        if (Reference(study) is { } reference)
        {
            var comers = Comers(study);
            var shown = Thinning.Evenly(comers.Count, MostSteps).ToHashSet();
            var (front, objectives) = (new List<double[]>(), reference.Length);
            var scale = Scale(study);
            for (var i = 0; i < comers.Count; i++)
            {
                front.RemoveAll(other => Dominance.Dominates(comers[i].Losses, other));
                front.Add(comers[i].Losses);
                if (!shown.Contains(i) || front.Count > (objectives <= 3 ? MostOfFront : MostOfHighFront)) continue;
                numbers.Add(comers[i].Number);
                volumes.Add(Volume(front, scale));
            }

            if (numbers.Count > 0 && numbers[^1] != comers[^1].Number) (numbers, volumes) = ([], []);
        }

        return new() { Number = numbers, Hypervolume = volumes };
    }

    /// <summary>The exact volume between losses and the point a tenth of their range beyond the worst, in the values' units.</summary>
    /// <param name="front">The losses.</param>
    /// <param name="scale">Losses whose best and worst are those of all.</param>
    private static double Volume(IReadOnlyList<double[]> front, IReadOnlyList<double[]> scale)
    {
        // Scaled, products of large numbers do not overflow before they must.
        var share = Hypervolume.Of(UnitLosses.Of(front, scale), UnitLosses.ReferencePoint(scale[0].Length));
        for (var i = 0; i < scale[0].Length; i++) share *= Range(scale, i);
        return Math.Min(share, double.MaxValue);
    }

    /// <summary>The reference point as losses; null where nothing is complete and feasible.</summary>
    private static double[]? Reference(AnalysedStudy study)
    {
        var scale = Scale(study);
        return scale.Count == 0
            ? null
            : [.. Enumerable.Range(0, scale[0].Length)
                .Select(i => Math.Clamp(scale[0][i] + (UnitLosses.Reference * Range(scale, i)), -double.MaxValue, double.MaxValue))];
    }

    /// <summary>The best and the worst of each loss; empty where nothing is complete and feasible.</summary>
    private static List<double[]> Scale(AnalysedStudy study)
    {
        List<double[]> scale = [];
        foreach (var trial in study.Complete.Where(StudyMachine.IsFeasible))
        {
            var losses = Losses(study, trial);
            if (scale.Count == 0) scale = [[.. losses], [.. losses]];
            for (var i = 0; i < losses.Length; i++)
                (scale[0][i], scale[1][i]) = (Math.Min(scale[0][i], losses[i]), Math.Max(scale[1][i], losses[i]));
        }

        return scale;
    }

    /// <summary>The range of a loss, as <see cref="UnitLosses"/> has it: 1 where there is one value only.</summary>
    private static double Range(IReadOnlyList<double[]> scale, int i) =>
        scale[1][i] > scale[0][i] ? Math.Min(scale[1][i] - scale[0][i], double.MaxValue) : 1;

    /// <summary>The trials that none before them dominated or equalled when they ended.</summary>
    private static List<(int Number, double[] Losses)> Comers(AnalysedStudy study)
    {
        var (comers, front) = (new List<(int Number, double[] Losses)>(), new List<double[]>());
        var complete = study.Complete.Where(StudyMachine.IsFeasible).Select(trial => trial.Number).ToHashSet();
        foreach (var trial in study.ByEnd.Select(i => study.Ended[i]).Where(trial => complete.Contains(trial.Number)))
        {
            var losses = Losses(study, trial);
            if (front.Exists(other => Dominance.Covers(other, losses))) continue;
            front.RemoveAll(other => Dominance.Dominates(losses, other));
            front.Add(losses);
            comers.Add((trial.Number, losses));
        }

        return comers;
    }

    private static ParetoPoints Points(AnalysedStudy study, HashSet<int> front, out ShownCounts counts)
    {
        var others = study.Complete.Where(trial => !front.Contains(trial.Number)).ToArray();
        var trials = study.Complete.Where(trial => front.Contains(trial.Number))
            .Concat(Thinning.Evenly(others, MostPoints - Math.Min(MostPoints, front.Count))).OrderBy(trial => trial.Number).ToArray();
        counts = new ShownCounts(trials.Length, study.Complete.Count);
        return new()
        {
            Number = [.. trials.Select(trial => trial.Number)],
            Values = [.. study.Study.Spec.Directions.Select((_, i) => (double[])[.. trials.Select(trial => trial.Outcome.Values![i])])],
            Feasible = [.. trials.Select(StudyMachine.IsFeasible)],
            Front = [.. trials.Select(trial => front.Contains(trial.Number))],
        };
    }

    private static double[] Losses(AnalysedStudy study, Trial trial) =>
        BestTrials.ToLosses(study.Study.Spec.Directions, trial.Outcome.Values!);

    private static double FromLoss(AnalysedStudy study, double loss, int i) =>
        study.Study.Spec.Directions[i] == Direction.Minimize ? loss : 0 - loss;
}
