namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>
/// One parameter's factor in each kernel of a mixture: one for each observed point, then the prior. An instance is fitted again and
/// again, and keeps its memory.
/// </summary>
internal abstract class KernelColumn
{
    /// <param name="observed">The coordinates of the observed points; NaN where the parameter is absent.</param>
    /// <param name="shape">The kernels' widths.</param>
    public abstract void Fit(ReadOnlySpan<double> observed, KernelShape shape);

    public abstract double Draw(int kernel, TrialRandom random);

    /// <summary>Adds each kernel's log density at each coordinate; nothing where the coordinate is NaN.</summary>
    /// <param name="coordinates">c coordinates.</param>
    /// <param name="logs">c rows of <paramref name="stride"/> numbers, one for each kernel.</param>
    /// <param name="stride">The number of kernels, rounded up by <see cref="VectorMath.Pad"/>.</param>
    public abstract void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs, int stride);

    /// <summary>Memory for <paramref name="length"/> numbers: the one there is, or new one.</summary>
    protected static void Grow<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new T[Math.Max(length, 2 * buffer.Length)];
    }
}
