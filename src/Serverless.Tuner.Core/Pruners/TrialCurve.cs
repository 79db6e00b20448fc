using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>The intermediate values of one trial, by ascending step.</summary>
public sealed class TrialCurve
{
    private readonly List<int> _steps = [];
    private readonly List<double> _values = [];

    /// <summary>A trial that has reported nothing yet.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="state">Where it stands.</param>
    public TrialCurve(int number, TrialState state = TrialState.Running)
    {
        Number = number;
        State = state;
    }

    /// <summary>The trial's number.</summary>
    public int Number { get; }

    /// <summary>Where the trial stands.</summary>
    public TrialState State { get; set; }

    /// <summary>The steps, ascending.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>The finite value at each of <see cref="Steps"/>.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>How many steps were reported.</summary>
    public int Count => _steps.Count;

    /// <summary>The newest report; only where there is one.</summary>
    public (int Step, double Value) Last => (_steps[^1], _values[^1]);

    /// <summary>Adds a report; a step reported again replaces its value.</summary>
    public void Set(int step, double value)
    {
        if (_steps.Count == 0 || step > _steps[^1])
        {
            _steps.Add(step);
            _values.Add(value);
            return;
        }

        var at = _steps.BinarySearch(step);
        if (at >= 0)
        {
            _values[at] = value;
            return;
        }

        _steps.Insert(~at, step);
        _values.Insert(~at, value);
    }

    /// <summary>The value at exactly <paramref name="step"/>; null when none was reported there.</summary>
    public double? At(int step) => _steps.BinarySearch(step) is >= 0 and var at ? _values[at] : null;
}
