using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>
/// An objective as they are on real machines: most evaluations are short, some take many times as long. The time is lognormal with a
/// sigma of 1 around a median that grows with <c>size</c>, and it is the same whenever the same point is evaluated with the same
/// <c>seed</c>. A larger size is a little better too.
/// </summary>
internal sealed class HeavyTailObjective : IObjective
{
    private const double ShortestMedian = 0.3;
    private const double LogRange = 1.6;
    private const double Longest = 15;

    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("value", Direction.Minimize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } = [
        .. new[] { "x", "y", "size" }.Select(name => new ParameterSpec { Name = name, Kind = ParameterKind.Float, Low = 0, High = 1 })];

    public async Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        var (x, y, size) = (trial.Parameters["x"].AsDouble(), trial.Parameters["y"].AsDouble(), trial.Parameters["size"].AsDouble());
        await Task.Delay(Duration(trial.Parameters["seed"].AsInt(), x, y, size), cancellationToken);
        return new ObjectiveResult(Math.Pow(x - 0.3, 2) + Math.Pow(y - 0.7, 2) + (0.1 * Math.Pow(1 - size, 2)));
    }

    private static TimeSpan Duration(long seed, double x, double y, double size)
    {
        var state = (ulong)seed;
        foreach (var part in new[] { x, y, size }) state = Mix(state ^ BitConverter.DoubleToUInt64Bits(part));
        var (u, v) = (Uniform(state), Uniform(Mix(state)));
        var normal = Math.Sqrt(-2 * Math.Log(1 - u)) * Math.Cos(2 * Math.PI * v);
        return TimeSpan.FromSeconds(Math.Min(Longest, ShortestMedian * Math.Exp((LogRange * size) + normal)));
    }

    private static double Uniform(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>The finalizer of SplitMix64.</summary>
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
