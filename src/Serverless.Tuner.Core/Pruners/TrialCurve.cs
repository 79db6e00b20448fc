namespace Serverless.Tuner.Core.Pruners;

/// <summary>The intermediate values of one trial, by ascending step: at each one number, or a value of each direction.</summary>
/// <remarks>Not safe for several threads at once; neither is a <see cref="PrunerHistory"/> that holds it.</remarks>
public sealed class TrialCurve
{
    // With what lists hold in reserve; an array has a head beside its numbers.
    private const long BytesPerReport = 40;
    private const long BytesPerArray = 24;

    private readonly List<int> _steps = [];
    private readonly List<double> _values = [];

    // What was reported of several directions, at the place of each step; null where it was one number.
    private readonly List<double[]?> _vectors = [];
    private long _vectorBytes;
    private TrialState _state;
    private double? _result;

    /// <summary>A trial that has reported nothing yet.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="state">Its state.</param>
    public TrialCurve(int number, TrialState state = TrialState.Running) => (Number, _state) = (number, state);

    /// <summary>Raised when a report, the state or the result changes.</summary>
    internal event Action<int>? Changed;

    /// <summary>The trial's number.</summary>
    public int Number { get; }

    /// <summary>The trial's state.</summary>
    public TrialState State
    {
        get => _state;
        set
        {
            if (_state == value) return;
            _state = value;
            Changed?.Invoke(Number);
        }
    }

    /// <summary>The final value of a complete trial; null before, or when it is not known.</summary>
    public double? Result
    {
        get => _result;
        set
        {
            if (_result == value) return;
            _result = value;
            Changed?.Invoke(Number);
        }
    }

    /// <summary>
    /// The last step at which the pruner was asked about this trial; −1 when
    /// it was not asked yet. Null, the default: it was asked after every
    /// report but the newest. A caller that asks less often sets it, so that checks that came due in between are made at the next report.
    /// </summary>
    public int? DecidedStep { get; set; }

    /// <summary>The steps, ascending.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>The finite value at each of <see cref="Steps"/>; with several directions that of the first.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>How many steps were reported.</summary>
    public int Count => _steps.Count;

    /// <summary>The newest report; only where there is one.</summary>
    public (int Step, double Value) Last => (_steps[^1], _values[^1]);

    /// <summary>About how much memory its reports take.</summary>
    public long Bytes => (_steps.Count * BytesPerReport) + _vectorBytes;

    /// <summary>The last step before those that the newest decision covers.</summary>
    internal int StepBefore => DecidedStep ?? (_steps.Count > 1 ? _steps[^2] : -1);

    /// <summary>Adds a report; a step reported again replaces its value.</summary>
    /// <param name="step">The step, 0 or more.</param>
    /// <param name="value">The value at it; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative, or the value is not finite.</exception>
    public void Set(int step, double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "An intermediate value must be finite.");
        Set(step, value, null);
    }

    /// <summary>Adds a report of several directions; a step reported again replaces its values.</summary>
    /// <param name="step">The step, 0 or more.</param>
    /// <param name="values">The value of each direction at it, in their order, one at least; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative, there is no value, or one is not finite.</exception>
    public void Set(int step, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0 || !values.All(double.IsFinite))
            throw new ArgumentOutOfRangeException(nameof(values), "Intermediate values must be finite, and one at least.");
        Set(step, values[0], values.Count > 1 ? [.. values] : null);
    }

    /// <summary>The value at exactly <paramref name="step"/>; null when none was reported there.</summary>
    public double? At(int step) => _steps.BinarySearch(step) is >= 0 and var at ? _values[at] : null;

    /// <summary>The values of all directions at exactly <paramref name="step"/>; null when none were reported there.</summary>
    public IReadOnlyList<double>? VectorAt(int step) => _steps.BinarySearch(step) is >= 0 and var at ? Vector(at) : null;

    /// <summary>The value of the first report at or beyond <paramref name="step"/>; null while there is none.</summary>
    public double? FirstFrom(int step) => PlaceFrom(step) is var at && at < _values.Count ? _values[at] : null;

    /// <summary>The values of all directions in the first report at or beyond <paramref name="step"/>; null while there is none. A report
    /// of one number has one.</summary>
    public IReadOnlyList<double>? FirstVectorFrom(int step) => PlaceFrom(step) is var at && at < _values.Count ? Vector(at) : null;

    /// <summary>The same curve, as if the pruner had last been asked at <paramref name="step"/>.</summary>
    internal TrialCurve DecidedAt(int step)
    {
        var copy = (TrialCurve)MemberwiseClone();
        copy.DecidedStep = step;
        copy.Changed = null;
        return copy;
    }

    private static long BytesOf(double[]? vector) => vector is null ? 0 : BytesPerArray + (sizeof(double) * vector.Length);

    private double[] Vector(int at) => _vectors[at] ?? [_values[at]];

    /// <summary>The place of the first report at or beyond a step; the number of reports while there is none.</summary>
    private int PlaceFrom(int step)
    {
        var at = _steps.BinarySearch(step);
        return at < 0 ? ~at : at;
    }

    private void Set(int step, double value, double[]? vector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var at = _steps.Count == 0 || step > _steps[^1] ? ~_steps.Count : _steps.BinarySearch(step);
        _vectorBytes += BytesOf(vector);
        if (at >= 0)
        {
            _vectorBytes -= BytesOf(_vectors[at]);
            (_values[at], _vectors[at]) = (value, vector);
        }
        else
        {
            _steps.Insert(~at, step);
            _values.Insert(~at, value);
            _vectors.Insert(~at, vector);
        }

        Changed?.Invoke(Number);
    }
}
