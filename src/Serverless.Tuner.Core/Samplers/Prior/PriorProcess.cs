using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>A Gaussian process fitted to the trials of an earlier study, on its own scale of values, over those dimensions that it has.
/// </summary>
internal sealed class PriorProcess
{
    private readonly GaussianProcess _process;
    private readonly int[] _dimensions;
    private readonly double[] _point;
    private readonly double[] _gradient;

    private PriorProcess(GaussianProcess process, int[] dimensions, double similarity)
    {
        (_process, _dimensions, Similarity) = (process, dimensions, similarity);
        (_point, _gradient) = (new double[dimensions.Length], new double[dimensions.Length]);
    }

    /// <summary>How similar the study is, 0 to 1.</summary>
    public double Similarity { get; }

    /// <summary>Fits a process; null where the study has none of the dimensions, or values that are all the same.</summary>
    public static PriorProcess? Fit(PriorSource source, GpSpace space, GpWorkspace work)
    {
        int[] dimensions = [.. Enumerable.Range(0, space.Dimensions.Count)
            .Where(i => source.Points.Any(p => !double.IsNaN(p[space.Dimensions[i].Parameter])))];
        if (dimensions.Length == 0 || source.Losses.Min() == source.Losses.Max()) return null;
        var features = source.Points.Select(p => space.Features(p)).Select(f => dimensions.Select(i => f[i]).ToArray()).ToArray();
        var fitter = new ProcessFitter(
            [.. dimensions.Select(i => space.IsChoice[i])], GpPrior.For(dimensions.Length, isNoiseless: false), work);
        return new PriorProcess(fitter.Fit(features, source.Losses, allowLog: true).Process, dimensions, source.Similarity);
    }

    /// <summary>The value that it predicts, of about mean 0 and variance 1 over its own trials, moved by some way.</summary>
    public double Mean(ReadOnlySpan<double> features, ReadOnlySpan<double> move)
    {
        for (var i = 0; i < _dimensions.Length; i++) _point[i] = features[_dimensions[i]] - move[_dimensions[i]];
        return _process.Mean(_point);
    }

    /// <summary>Adds the gradient of slope · mean at some features.</summary>
    public void AddGradient(ReadOnlySpan<double> features, ReadOnlySpan<double> move, double slope, Span<double> gradient)
    {
        Mean(features, move);
        Array.Clear(_gradient);
        _process.AddGradient(_point, slope, 0, _gradient);
        for (var i = 0; i < _dimensions.Length; i++) gradient[_dimensions[i]] += _gradient[i];
    }
}
