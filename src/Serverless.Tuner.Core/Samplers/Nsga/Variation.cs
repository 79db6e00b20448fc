using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Makes children, one parameter after the other: crossover, a step, mutation.</summary>
/// <remarks>
/// <para>
/// Every parameter comes from either parent (uniform crossover). Some coordinates then move: for most children along the difference
/// of two further parents (differential evolution, Storn and Price 1997), whose steps shrink and turn with the population;
/// for the others by bounded simulated binary crossover (Deb and Agrawal 1995). Coordinates mutate polynomially (Deb and Goyal 1996),
/// choices to any other choice.
/// </para>
/// <para>
/// Values of a grid are kept at the middle of their cells. A parameter that exists for the child but for neither parent is
/// drawn from its own distribution.
/// </para>
/// </remarks>
internal sealed class Variation(PointEncoding encoding, NsgaOptions options)
{
    // Chosen by measurement: differential steps in a third of the coordinates, half as long as the difference.
    private const double DifferentialRate = 0.3;
    private const double DifferentialWeight = 0.5;

    // Likewise; half of the coordinates is usual, but costs more good combinations than it finds.
    private const double BinaryCrossoverRate = 0.1;

    private readonly double _mutationProb = options.MutationProb ?? 1.0 / Math.Max(1, encoding.Dimensions);

    /// <summary>A child of two parents, which may move along the difference of two others.</summary>
    public double[] Child(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> from, ReadOnlySpan<double> to, TrialRandom random)
    {
        var child = new double[encoding.Dimensions];
        var isDifferential = random.NextDouble() < options.DifferentialProb;
        var isCrossed = random.NextDouble() < options.CrossoverProb;
        for (var i = 0; i < child.Length; i++)
        {
            if (!encoding.IsActive(i, child))
            {
                child[i] = double.NaN;
                continue;
            }

            var isSwapped = isCrossed && random.NextDouble() < options.SwappingProb;
            var (own, other) = isSwapped ? (second[i], first[i]) : (first[i], second[i]);
            if (double.IsNaN(own)) (own, other) = (other, double.NaN);
            child[i] = Coordinate(encoding.Scales[i], own, other, isDifferential ? to[i] - from[i] : null, isCrossed, random);
        }

        return child;
    }

    /// <summary>One coordinate of a child.</summary>
    /// <param name="scale">The parameter's scale.</param>
    /// <param name="own">The coordinate of the parent that it comes from; NaN when neither parent has the parameter.</param>
    /// <param name="other">The coordinate of the other parent; NaN where that has none.</param>
    /// <param name="difference">By how much two further parents differ, NaN where
    /// one lacks the parameter; null when no differential step is made.</param>
    /// <param name="isCrossed">Whether the child has two parents.</param>
    /// <param name="random">Draws what is open.</param>
    private double Coordinate(ParameterScale scale, double own, double other, double? difference, bool isCrossed, TrialRandom random)
    {
        if (double.IsNaN(own)) return scale.ToCoordinate(scale.Draw(random));
        var isMutated = random.NextDouble() < _mutationProb;
        if (scale is ChoiceScale choices) return isMutated ? OtherChoice(choices, own, random) : own;
        var x = difference is { } step ? Step(own, step, random) : isCrossed ? Cross(own, other, random) : own;
        if (isMutated) x = Mutate(scale, x, random);
        return scale.Snap(x);
    }

    /// <summary>The differential step, of some coordinates only.</summary>
    private static double Step(double own, double difference, TrialRandom random) =>
        random.NextDouble() < DifferentialRate
            && !double.IsNaN(difference) ? Math.Clamp(own + (DifferentialWeight * difference), 0, 1) : own;

    private static double OtherChoice(ChoiceScale scale, double choice, TrialRandom random)
    {
        if (scale.Count == 1) return choice;
        var drawn = random.NextInt(scale.Count - 1);
        return drawn < choice ? drawn : drawn + 1;
    }

    /// <summary>The child near <paramref name="own"/> of simulated binary crossover,
    /// of some coordinates only; its distribution ends at 0 and 1.</summary>
    private double Cross(double own, double other, TrialRandom random)
    {
        if (random.NextDouble() >= BinaryCrossoverRate || double.IsNaN(other)) return own;
        var u = random.NextDouble();
        var gap = Math.Abs(own - other);
        if (gap < 1e-14) return own;

        // The room beyond the parent, on the side away from the other one, bounds the spread.
        var room = own < other ? own : 1 - own;
        var power = options.CrossoverEta + 1;
        var alpha = 2 - Power(1 + (2 * room / gap), -power);
        var beta = u <= 1 / alpha ? Power(u * alpha, 1 / power) : Power(1 / (2 - (u * alpha)), 1 / power);
        var middle = 0.5 * (own + other);
        var half = 0.5 * beta * gap;
        return Math.Clamp(own < other ? middle - half : middle + half, 0, 1);
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
        // The next cell of a logarithmic scale is more than a quarter as wide.
        var beyond = 0.25 * (upper - lower);
        var isDown = lower > 0 && (step < 0 || upper >= 1);
        return isDown ? lower - beyond : upper + beyond;
    }

    private static double Power(double x, double exponent) => x <= 0 ? 0 : PortableMath.Exp(exponent * PortableMath.Log(x));
}
