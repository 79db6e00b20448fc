namespace Serverless.Tuner.Storage;

/// <summary>The names of the constraints that a study's trials have values of: each trial that has ended is looked at once.</summary>
internal sealed class ConstraintNames
{
    private readonly SortedSet<string> _settled = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The names, in order.</summary>
    /// <param name="trials">The study's trials by number: those of earlier calls, as far as they had ended, and what came since.</param>
    public IReadOnlyList<string> Of(IReadOnlyList<Trial> trials)
    {
        for (; _count < trials.Count && trials[_count].HasEnded; _count++) _settled.UnionWith(NamesOf(trials[_count]));
        var names = new SortedSet<string>(_settled, StringComparer.Ordinal);
        for (var i = _count; i < trials.Count; i++) names.UnionWith(NamesOf(trials[i]));
        return [.. names];
    }

    private static IEnumerable<string> NamesOf(Trial trial) => trial.Outcome.Constraints?.Keys ?? [];
}
