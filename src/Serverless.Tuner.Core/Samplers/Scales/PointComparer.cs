namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>Compares points by their coordinates, absent ones included.</summary>
internal sealed class PointComparer : IEqualityComparer<double[]>
{
    public static PointComparer Instance { get; } = new();

    public bool Equals(double[]? x, double[]? y)
    {
        if (x is null || y is null || x.Length != y.Length) return ReferenceEquals(x, y);
        for (var i = 0; i < x.Length; i++)
            if (!x[i].Equals(y[i]))
                return false;
        return true;
    }

    public int GetHashCode(double[] point)
    {
        var hash = default(HashCode);
        foreach (var coordinate in point) hash.Add(coordinate);
        return hash.ToHashCode();
    }
}
