namespace Serverless.Tuner.Core.Memory;

/// <summary>How a figure of a study's trials is distributed: what they cost, or how long they took.</summary>
/// <param name="Count">How many trials went to their end.</param>
/// <param name="Low">What one in ten does not exceed.</param>
/// <param name="Median">The middle.</param>
/// <param name="High">What nine in ten do not exceed.</param>
public sealed record MemoryFigures(int Count, double Low, double Median, double High)
{
    /// <summary>The figures of some trials; null when there are none.</summary>
    internal static MemoryFigures? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : new MemoryFigures(sorted.Length, At(0.1), At(0.5), At(0.9));

        double At(double share) => sorted[(int)Math.Ceiling((share * sorted.Length) - 1e-9) - 1];
    }
}
