namespace Serverless.Tuner.Core.Numerics;

/// <summary>
/// Minimises a smooth function in a box by L-BFGS on the variables that are not held by a bound, with a backtracking search along the projected path.
/// (MathNet's bounded minimiser throws when it reaches its limit of iterations, and allocates in every one.)
/// </summary>
/// <remarks>Nocedal and Wright 2006, Numerical optimization, algorithm 7.4; projection as in Bertsekas 1982.</remarks>
internal static class BoxMinimizer
{
    private const int Memory = 8;
    private const double SufficientDecrease = 1e-4;
    private const int MostHalvings = 12;

    /// <summary>Improves <paramref name="x"/> in place and returns the function's value there.</summary>
    /// <param name="function">What to minimise.</param>
    /// <param name="x">The start, within the bounds; afterwards the best point met.</param>
    /// <param name="lower">The least of each variable.</param>
    /// <param name="upper">The most of each variable.</param>
    /// <param name="mostEvaluations">After how many evaluations to stop.</param>
    /// <param name="tolerance">Stops when a step gains less than this, relative to 1 + |value|.</param>
    /// <param name="firstStep">The longest first step, in the largest variable.</param>
    public static double Minimize(
        ISmoothFunction function, double[] x, double[] lower, double[] upper, int mostEvaluations, double tolerance, double firstStep)
    {
        var n = x.Length;
        var gradient = new double[n];
        var value = function.Evaluate(x, gradient);
        if (!double.IsFinite(value)) return value;

        var (trial, trialGradient, direction) = (new double[n], new double[n], new double[n]);
        var steps = new double[Memory][];
        var changes = new double[Memory][];
        var (rhos, alphas) = (new double[Memory], new double[Memory]);
        var (stored, next) = (0, 0);
        var evaluations = 1;
        while (evaluations < mostEvaluations)
        {
            Direction();
            var slope = DenseAlgebra.Dot(direction, gradient);
            if (!(slope < 0) && stored > 0)
            {
                stored = 0;
                Direction();
                slope = DenseAlgebra.Dot(direction, gradient);
            }

            if (!(slope < 0)) break;
            var length = 1.0;
            if (stored == 0)
            {
                var longest = 0.0;
                foreach (var d in direction) longest = Math.Max(longest, Math.Abs(d));
                length = Math.Min(1, firstStep / longest);
            }

            if (!Search(length, slope, out var newValue)) 
            {
                if (stored == 0) break;
                stored = 0;
                continue;
            }

            Remember();
            var gain = value - newValue;
            (x, trial) = Swap(x, trial);
            (gradient, trialGradient) = (trialGradient, gradient);
            value = newValue;
            if (gain <= tolerance * (1 + Math.Abs(value))) break;
        }

        return value;

        // The arrays' contents change places, because the caller holds x itself.
        static (double[] Current, double[] Spare) Swap(double[] current, double[] found)
        {
            for (var i = 0; i < current.Length; i++) (current[i], found[i]) = (found[i], current[i]);
            return (current, found);
        }

        bool IsHeld(int i) => (x[i] <= lower[i] && gradient[i] > 0) || (x[i] >= upper[i] && gradient[i] < 0);

        void Direction()
        {
            for (var i = 0; i < n; i++) direction[i] = IsHeld(i) ? 0 : -gradient[i];
            for (var k = 1; k <= stored; k++)
            {
                var at = (next - k + Memory) % Memory;
                alphas[at] = rhos[at] * DenseAlgebra.Dot(steps[at], direction);
                DenseAlgebra.AddScaled(direction, -alphas[at], changes[at]);
            }

            if (stored > 0)
            {
                var last = (next - 1 + Memory) % Memory;
                var scale = 1 / (rhos[last] * DenseAlgebra.Dot(changes[last], changes[last]));
                for (var i = 0; i < n; i++) direction[i] *= scale;
            }

            for (var k = stored; k >= 1; k--)
            {
                var at = (next - k + Memory) % Memory;
                var beta = rhos[at] * DenseAlgebra.Dot(changes[at], direction);
                DenseAlgebra.AddScaled(direction, alphas[at] - beta, steps[at]);
            }

            for (var i = 0; i < n; i++)
                if (IsHeld(i))
                    direction[i] = 0;
        }

        bool Search(double length, double slope, out double found)
        {
            for (var halving = 0; halving <= MostHalvings && evaluations < mostEvaluations; halving++)
            {
                var moved = 0.0;
                var promised = 0.0;
                for (var i = 0; i < n; i++)
                {
                    trial[i] = Math.Clamp(x[i] + (length * direction[i]), lower[i], upper[i]);
                    moved = Math.Max(moved, Math.Abs(trial[i] - x[i]));
                    promised += gradient[i] * (trial[i] - x[i]);
                }

                if (moved == 0) break;
                found = function.Evaluate(trial, trialGradient);
                evaluations++;
                if (double.IsFinite(found) && found <= value + (SufficientDecrease * Math.Min(promised, 0))) return true;
                // The minimum of the parabola through both values and the slope, within a tenth and a half.
                var curvature = double.IsFinite(found) ? found - value - (length * slope) : double.PositiveInfinity;
                var shorter = double.IsFinite(curvature) && curvature > 0 ? -0.5 * slope * length * length / curvature : 0;
                length = Math.Clamp(shorter, 0.1 * length, 0.5 * length);
            }

            found = value;
            return false;
        }

        void Remember()
        {
            var step = steps[next] ??= new double[n];
            var change = changes[next] ??= new double[n];
            for (var i = 0; i < n; i++)
            {
                step[i] = trial[i] - x[i];
                change[i] = trialGradient[i] - gradient[i];
            }

            var curvature = DenseAlgebra.Dot(step, change);
            if (!(curvature > 1e-10 * Math.Sqrt(DenseAlgebra.Dot(step, step) * DenseAlgebra.Dot(change, change)))) return;
            rhos[next] = 1 / curvature;
            next = (next + 1) % Memory;
            stored = Math.Min(stored + 1, Memory);
        }
    }
}
