using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Makes children: crossover, then mutation, one parameter after the other.</summary>
/// <remarks>
/// Coordinates by bounded simulated binary crossover (Deb and Agrawal 1995) and polynomial mutation (Deb and Goyal 1996), values of
/// a grid at the middle of their cells; choices by uniform crossover and a draw of another choice. A parameter that exists
/// for the child but for neither parent is drawn from its own distribution.
/// </remarks>
internal sealed class Variation(PointEncoding encoding, NsgaOptions options)
{
    private readonly double _mutationProb = options.MutationProb ?? 1.0 / Math.Max(1, encoding.Dimensions);

    /// <summary>A child of two parents' points.</summary>
    public double[] Child(ReadOnlySpan<double> first, ReadOnlySpan<double> second, TrialRandom random)
    {
        var child = new double[encoding.Dimensions];
        var isCrossed = random.NextDouble() < options.CrossoverProb;
        for (var i = 0; i < child.Length; i++)
        {
            var scale = encoding.Scales[i];
            if (!encoding.IsActive(i, child))
            {
                child[i] = double.NaN;
                continue;
            }

            var isSwapped = isCrossed && random.NextDouble() < options.SwappingProb;
            var (own, other) = isSwapped ? (second[i], first[i]) : (first[i], second[i]);
            if (double.IsNaN(own)) (own, other) = (other, double.NaN);
            if (double.IsNaN(own))
            {
                child[i] = scale.ToCoordinate(scale.Draw(random));
                continue;
            }

            var isMutated = random.NextDouble() < _mutationProb;
            if (scale is ChoiceScale choices)
            {
                child[i] = isMutated ? OtherChoice(choices, own, random) : own;
                continue;
            }

            var x = own;
            if (isCrossed && !double.IsNaN(other) && random.NextDouble() < 0.5) x = Cross(own, other, random);
            if (isMutated) x = Mutate(scale, x, random);
            child[i] = scale.Snap(x);
        }

        return child;
    }

    private static double OtherChoice(ChoiceScale scale, double choice, TrialRandom random)
    {
        if (scale.Count == 1) return choice;
        var drawn = random.NextInt(scale.Count - 1);
        return drawn < choice ? drawn : drawn + 1;
    }

    /// <summary>The child near <paramref name="own"/> of simulated binary crossover; its distribution ends at 0 and 1.</summary>
    private double Cross(double own, double other, TrialRandom random)
    {
        var u = random.NextDouble();
        var gap = Math.Abs(own - other);
        if (gap < 1e-14) return own;

        // The room beyond the parent, on the side away from the other one, bounds the spread.
        var room = own < other ? own : 1 - own;
        var power = options.CrossoverEta + 1;
        var alpha = 2 - Power(1 + (2 * room / gap), -power);
        var beta = u <= 1 / alpha ? Power(u * alpha, 1 / power) : Power(1 / (2 - (u * alpha)), 1 / power);
        var middle = 0.5 * (own + other);
        return Math.Clamp(own < other ? middle - (0.5 * beta * gap) : middle + (0.5 * beta * gap), 0, 1);
    }

    /// <summary>Polynomial mutation that stays in [0, 1]; where values are discrete it leaves the cell.</summary>
    private double Mutate(ParameterScale scale, double x, TrialRandom random)
    {
        var u = random.NextDouble();
        var power = options.MutationEta + 1;
        var step = u < 0.5
            ? Power((2 * u) + ((1 - (2 * u)) * Power(1 - x, power)), 1 / power) - 1
            : 1 - Power((2 * (1 - u)) + (2 * (u - 0.5) * Power(x, power)), 1 / power);
        var mutated = Math.Clamp(x + step, 0, 1);
        if (scale is not IDiscreteScale discrete || scale.IsConstant) return mutated;

        var (lower, upper) = discrete.CellOf(x);
        if (mutated < lower || mutated > upper) return mutated;
        // To the next value on that side, or on the other where there is none.
        var beyond = 0.25 * (upper - lower);
        var isDown = lower > 0 && (step < 0 || upper >= 1);
        return isDown ? lower - beyond : upper + beyond;
    }

    private static double Power(double x, double exponent) => x <= 0 ? 0 : PortableMath.Exp(exponent * PortableMath.Log(x));
}
