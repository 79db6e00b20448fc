using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>One parameter's factor in each kernel of a mixture: one for each observed point, then the prior.</summary>
internal abstract class KernelColumn
{
    // From here on a kernel is smooth enough over a cell to be taken as a density: the narrowest has a standard deviation of 0.03.
    private const int SmoothPoints = 32;

    /// <summary>Fits the column of parameter <paramref name="parameter"/>; null for a constant, whose factor is 1.</summary>
    /// <param name="scale">The parameter's scale.</param>
    /// <param name="points">The observed points; NaN where the parameter is absent.</param>
    /// <param name="parameter">Its index in a point.</param>
    public static KernelColumn? For(ParameterScale scale, IReadOnlyList<double[]> points, int parameter)
    {
        if (scale.IsConstant) return null;
        var observed = new double[points.Count];
        for (var i = 0; i < observed.Length; i++) observed[i] = points[i][parameter];
        return scale switch
        {
            ChoiceScale choice => new ChoiceKernels(observed, choice.Count),
            GridScale { Points: >= SmoothPoints } grid => new DensityKernels(observed, 1.0 / grid.Points),
            IDiscreteScale cells => new CellKernels(observed, cells, 1.0 / SmoothPoints),
            _ => new DensityKernels(observed, 0),
        };
    }

    /// <summary>Draws a coordinate from kernel <paramref name="kernel"/>.</summary>
    public abstract double Draw(int kernel, TrialRandom random);

    /// <summary>Adds each kernel's log density at each coordinate to <paramref name="logs"/>; nothing where the coordinate is NaN.</summary>
    /// <param name="coordinates">c coordinates.</param>
    /// <param name="logs">c rows of one number for each kernel.</param>
    public abstract void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs);
}
