namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The arrays of a fit, kept from one to the next. Nothing that a fit reads survives in them from an earlier one.</summary>
internal sealed class GpWorkspace
{
    public int Stride { get; private set; }

    /// <summary>The kernel matrix, then its Cholesky factor.</summary>
    public double[] Factor { get; private set; } = [];

    public double[] Inverse { get; private set; } = [];

    /// <summary>The inverse of the kernel matrix: its lower triangle.</summary>
    public double[] Gram { get; private set; } = [];

    public double[] Slopes { get; private set; } = [];

    public void Reserve(int count)
    {
        Stride = DenseAlgebra.Stride(count);
        var length = Stride * Stride;
        if (Factor.Length >= length) return;
        Factor = new double[length];
        Inverse = new double[length];
        Gram = new double[length];
        Slopes = new double[length];
    }
}
