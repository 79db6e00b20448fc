namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>Compares points by their coordinates, absent ones included.</summary>
internal sealed class PointComparer : IEqualityComparer<double[]>
{
    public static PointComparer Instance { get; } = new();

    public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(double[] point)
    {
        var hash = default(HashCode);
        foreach (var coordinate in point) hash.Add(coordinate);
        return hash.ToHashCode();
    }
}
