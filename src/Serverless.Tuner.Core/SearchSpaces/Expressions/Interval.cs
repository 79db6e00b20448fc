namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>All numbers between two, both included; either may be infinite.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>One number alone.</summary>
    public static Interval Of(double value) => new(value, value);

    /// <summary>What a number of this one may be with its sign changed.</summary>
    public Interval Negated() => new(-High, -Low);

    /// <summary>What the sum of two numbers may be.</summary>
    public Interval Plus(Interval other) => Known(Low + other.Low, High + other.High);

    /// <summary>What the product of two numbers may be.</summary>
    public Interval Times(Interval other)
    {
        ReadOnlySpan<double> ends =
        [
            Product(Low, other.Low), Product(Low, other.High), Product(High, other.Low), Product(High, other.High),
        ];
        var (low, high) = (ends[0], ends[0]);
        foreach (var end in ends[1..]) (low, high) = (Math.Min(low, end), Math.Max(high, end));
        return Known(low, high);
    }

    // An end that is infinite is none that a value has: nothing times it is nothing.
    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    // Infinities of both signs that meet tell nothing.
    private static Interval Known(double low, double high) =>
        new(double.IsNaN(low) ? double.NegativeInfinity : low, double.IsNaN(high) ? double.PositiveInfinity : high);
}
