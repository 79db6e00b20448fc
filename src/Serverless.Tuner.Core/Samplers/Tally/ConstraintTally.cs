namespace Serverless.Tuner.Core.Samplers.Tally;

/// <summary>Which trials keep a constraint, and which break it.</summary>
/// <param name="constraint">The constraint's index; null: that a trial must not fail.</param>
internal sealed class ConstraintTally(int? constraint)
{
    private double _least = double.PositiveInfinity;

    /// <summary>Of how many trials it is known.</summary>
    public int Known { get; private set; }

    /// <summary>How many of them keep it.</summary>
    public int Kept { get; private set; }

    /// <summary>The first of those whose value is least; null where none is known.</summary>
    public EncodedTrial? Best { get; private set; }

    /// <summary>The newest of those that keep it, the newest first.</summary>
    public LeastTrials NewestKept { get; } = new(NewestFirst, TrialTally.Most);

    /// <summary>The newest of those that break it, the newest first.</summary>
    public LeastTrials NewestBroken { get; } = new(NewestFirst, TrialTally.Most);

    /// <summary>Counts a trial, if its value is known.</summary>
    public void Add(EncodedTrial trial)
    {
        if (Value(trial) is not { } value) return;
        Known++;
        if (value <= 0) Kept++;
        if (Best is null || value < _least || (value == _least && trial.Number < Best.Number)) (Best, _least) = (trial, value);
        (value <= 0 ? NewestKept : NewestBroken).Add(trial);
    }

    /// <summary>Kept when ≤ 0; null when not known.</summary>
    private double? Value(EncodedTrial trial) => constraint is { } index
        ? trial.Constraints is { } values && index < values.Length && !double.IsNaN(values[index]) ? values[index] : null
        : trial.IsPending ? null : trial.State == TrialState.Failed ? 1 : 0;

    private static int NewestFirst(EncodedTrial a, EncodedTrial b) => b.Number.CompareTo(a.Number);
}
