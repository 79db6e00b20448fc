namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Points as columns of features, one column for each dimension, so that a kernel runs along many points at once.</summary>
internal sealed class FeatureTable
{
    private readonly double[][] _columns;

    public FeatureTable(IReadOnlyList<bool> isChoice, int capacity)
    {
        IsChoice = isChoice;
        Capacity = DenseAlgebra.Stride(Math.Max(1, capacity));
        _columns = [.. isChoice.Select(_ => new double[Capacity])];
    }

    /// <summary>For each dimension whether its numbers are names that are equal or not, rather than positions.</summary>
    public IReadOnlyList<bool> IsChoice { get; }

    public int Dimensions => IsChoice.Count;

    public int Count { get; private set; }

    /// <summary>The length of the columns, a multiple of <see cref="DenseAlgebra.Block"/>;
    /// what lies beyond <see cref="Count"/> is zero or stale, yet finite.</summary>
    public int Capacity { get; private set; }

    public double[] Column(int dimension) => _columns[dimension];

    public void Add(ReadOnlySpan<double> features)
    {
        if (Count == Capacity)
        {
            Capacity *= 2;
            foreach (ref var column in _columns.AsSpan()) Array.Resize(ref column, Capacity);
        }

        for (var i = 0; i < Dimensions; i++) _columns[i][Count] = features[i];
        Count++;
    }

    public void CopyTo(int index, Span<double> features)
    {
        for (var i = 0; i < Dimensions; i++) features[i] = _columns[i][index];
    }
}
