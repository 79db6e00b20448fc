namespace Serverless.Tuner.Core.Numerics;

/// <summary>
/// Minimises a smooth function in a box by L-BFGS on the variables that
/// no bound holds, with a backtracking search along the projected path.
/// (MathNet's bounded minimiser throws when it reaches its limit of iterations, and allocates in every one.)
/// </summary>
/// <remarks>Nocedal and Wright 2006, Numerical optimization, algorithm 7.5; projection as in Bertsekas 1982.</remarks>
internal sealed class BoxMinimizer
{
    private const double SufficientDecrease = 1e-4;
    private const int MostHalvings = 12;

    private readonly ISmoothFunction _function;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly int _mostEvaluations;
    private readonly LbfgsMemory _memory;
    private readonly double[] _x;
    private readonly double[] _trial;
    private readonly double[] _direction;
    private double[] _gradient;
    private double[] _trialGradient;
    private double _value;
    private int _evaluations;

    private BoxMinimizer(ISmoothFunction function, double[] x, double[] lower, double[] upper, int mostEvaluations)
    {
        (_function, _x, _lower, _upper, _mostEvaluations) = (function, x, lower, upper, mostEvaluations);
        _memory = new LbfgsMemory(x.Length);
        (_trial, _direction,
            _gradient, _trialGradient) = (new double[x.Length], new double[x.Length], new double[x.Length], new double[x.Length]);
    }

    /// <summary>Improves <paramref name="x"/> in place and returns the function's value there.</summary>
    /// <param name="function">What to minimise.</param>
    /// <param name="x">The start, within the bounds; afterwards the best point met.</param>
    /// <param name="lower">The least of each variable.</param>
    /// <param name="upper">The most of each variable.</param>
    /// <param name="mostEvaluations">After how many evaluations to stop.</param>
    /// <param name="tolerance">Stops when a step gains less than this, relative to 1 + |value|.</param>
    /// <param name="firstStep">The longest first step, in the largest variable.</param>
    public static double Minimize(
        ISmoothFunction function, double[] x, double[] lower, double[] upper, int mostEvaluations, double tolerance, double firstStep) =>
        new BoxMinimizer(function, x, lower, upper, mostEvaluations).Run(tolerance, firstStep);

    private double Run(double tolerance, double firstStep)
    {
        _value = _function.Evaluate(_x, _gradient);
        if (!double.IsFinite(_value)) return _value;
        _evaluations = 1;
        while (_evaluations < _mostEvaluations && TryFindDirection(out var slope))
        {
            var length = _memory.IsEmpty ? Math.Min(1, firstStep / _direction.Max(Math.Abs)) : 1.0;
            if (TrySearch(length, slope, out var found))
            {
                var gain = _value - found;
                Accept(found);
                if (gain <= tolerance * (1 + Math.Abs(_value))) break;
            }
            else if (_memory.IsEmpty)
            {
                break;
            }
            else
            {
                _memory.Clear();
            }
        }

        return _value;
    }

    /// <summary>Finds the quasi-Newton direction, or the steepest descent
    /// where that one does not descend; false where neither does.</summary>
    private bool TryFindDirection(out double slope)
    {
        slope = FindDirection();
        if (slope < 0) return true;
        if (_memory.IsEmpty) return false;
        _memory.Clear();
        slope = FindDirection();
        return slope < 0;
    }

    /// <summary>Multiplies the projected gradient by the inverse Hessian, and returns the slope along the result.</summary>
    private double FindDirection()
    {
        for (var i = 0; i < _direction.Length; i++) _direction[i] = IsHeld(i) ? 0 : -_gradient[i];
        _memory.Apply(_direction);
        for (var i = 0; i < _direction.Length; i++)
            if (IsHeld(i))
                _direction[i] = 0;
        return DenseAlgebra.Dot(_direction, _gradient);
    }

    private bool IsHeld(int i) => (_x[i] <= _lower[i] && _gradient[i] > 0) || (_x[i] >= _upper[i] && _gradient[i] < 0);

    /// <summary>Backtracks along the projected path until the decrease is sufficient (Nocedal and Wright 2006, section 3.5).</summary>
    private bool TrySearch(double length, double slope, out double found)
    {
        for (var halving = 0; halving <= MostHalvings && _evaluations < _mostEvaluations; halving++)
        {
            if (!TryStep(length, out var promised)) break;
            found = _function.Evaluate(_trial, _trialGradient);
            _evaluations++;
            if (double.IsFinite(found) && found <= _value + (SufficientDecrease * Math.Min(promised, 0))) return true;
            length = Math.Clamp(MinimumOfParabola(length, slope, found), 0.1 * length, 0.5 * length);
        }

        found = _value;
        return false;
    }

    /// <summary>Moves the trial point; false when the bounds leave it where it is.</summary>
    /// <param name="length">How far along the direction.</param>
    /// <param name="promised">What the slope promises for the step that the bounds allow.</param>
    private bool TryStep(double length, out double promised)
    {
        var moved = 0.0;
        promised = 0;
        for (var i = 0; i < _x.Length; i++)
        {
            _trial[i] = Math.Clamp(_x[i] + (length * _direction[i]), _lower[i], _upper[i]);
            moved = Math.Max(moved, Math.Abs(_trial[i] - _x[i]));
            promised += _gradient[i] * (_trial[i] - _x[i]);
        }

        return moved != 0;
    }

    /// <summary>Where the parabola through both values and the slope is least; 0 where there is none.</summary>
    private double MinimumOfParabola(double length, double slope, double found)
    {
        var curvature = double.IsFinite(found) ? found - _value - (length * slope) : double.PositiveInfinity;
        return double.IsFinite(curvature) && curvature > 0 ? -0.5 * slope * length * length / curvature : 0;
    }

    private void Accept(double found)
    {
        _memory.Add(_x, _trial, _gradient, _trialGradient);
        _trial.CopyTo(_x, 0);
        (_gradient, _trialGradient) = (_trialGradient, _gradient);
        _value = found;
    }
}
