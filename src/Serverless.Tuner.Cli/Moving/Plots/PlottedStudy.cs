namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>What plots show of a study: its complete trials that keep their constraints, by their first value.</summary>
internal sealed class PlottedStudy
{
    /// <summary>Of so many trials the best and a sample are drawn where each is a line.</summary>
    private const int MostLines = 500;

    private PlottedStudy(StudySpec spec, IReadOnlyList<TrialView> trials, IReadOnlyList<PlotAxis> axes) =>
        (Spec, Trials, Axes) = (spec, trials, axes);

    /// <summary>The study.</summary>
    public StudySpec Spec { get; }

    /// <summary>The trials, one at least, by number.</summary>
    public IReadOnlyList<TrialView> Trials { get; }

    /// <summary>The parameters of which trials had more than one value, in the order of the space.</summary>
    public IReadOnlyList<PlotAxis> Axes { get; }

    /// <summary>What the value is called.</summary>
    public string Metric => ValueNames.Of(Spec)[0];

    /// <summary>Whether less is better.</summary>
    public bool IsMinimized => Spec.Directions[0] == Direction.Minimize;

    /// <summary>Reads it of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">Its trials.</param>
    /// <returns>Null where there is no trial to show.</returns>
    public static PlottedStudy? Of(StudyView study, IEnumerable<TrialView> trials)
    {
        TrialView[] shown =
        [
            .. trials.Where(t => t is { State: TrialState.Complete, Hidden: false, Values.Count: > 0 }
                && t.Constraints?.Values.All(c => c <= 0) != false).OrderBy(t => t.Number),
        ];
        if (shown.Length == 0) return null;
        var axes = (study.Parameters ?? study.Spec.SearchSpace)
            .Select(p => (Parameter: p, Values: shown.Where(t => t.Parameters.ContainsKey(p.Name)).Select(t => t.Parameters[p.Name])
                .ToArray()))
            .Where(p => p.Values.Distinct().Count() > 1).Select(p => new PlotAxis(p.Parameter, p.Values));
        return new PlottedStudy(study.Spec, shown, [.. axes]);
    }

    /// <summary>The value of a trial.</summary>
    public static double Value(TrialView trial) => trial.Values![0];

    /// <summary>Which of two values is better, for an order with the best first.</summary>
    public IEnumerable<TrialView> BestFirst() => IsMinimized ? Trials.OrderBy(Value) : Trials.OrderByDescending(Value);

    /// <summary>The best trials, and of the others every so-manieth, the worst first: later lines are drawn over earlier ones.</summary>
    public IReadOnlyList<TrialView> Sample()
    {
        var ordered = BestFirst().ToArray();
        if (ordered.Length <= MostLines) return [.. ordered.Reverse()];
        var (best, others) = (ordered[..(MostLines / 2)], ordered[(MostLines / 2)..]);
        var step = (double)others.Length / (MostLines / 2);
        return [.. best.Concat(Enumerable.Range(0, MostLines / 2).Select(i => others[(int)(i * step)])).Reverse()];
    }

    /// <summary>From 0, the worst, to 1, the best, by rank: so that one value far off does not take all colours.</summary>
    public IReadOnlyDictionary<int, double> Ranks()
    {
        var ordered = BestFirst().ToArray();
        return ordered.Index().ToDictionary(t => t.Item.Number, t => ordered.Length > 1 ? 1 - ((double)t.Index / (ordered.Length - 1)) : 1);
    }
}
