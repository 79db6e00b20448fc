namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>What earlier studies predict for a point, as far as the study's own trials bear them out.</summary>
/// <remarks>
/// Each earlier study has a process of its own, which is weighted by how far it ranks the study's own trials as their values do (after
/// Feurer et al. 2018, Scalable meta-learning for Bayesian optimization, arXiv 1802.02219); the study's own process is then fitted to what
/// the weighted prediction leaves unexplained (as in Golovin et al. 2017, Google Vizier, section 3.3). Studies that rank the trials no
/// better than by a little have no weight; with few trials chance alone can give an unrelated one some.
/// </remarks>
internal sealed class PriorMean
{
    // Own trials weigh against this much doubt, in units of the prediction's variance.
    private const double Doubt = 0.5;

    // What a rank correlation must exceed; with few trials chance alone gives as much.
    private const double LeastAgreement = 0.15;

    private readonly IReadOnlyList<PriorProcess> _processes;
    private readonly double[] _weights;

    private PriorMean(IReadOnlyList<PriorProcess> processes, double[] weights) => (_processes, _weights) = (processes, weights);

    /// <summary>By how much the study's value changes with the prediction; above 0.</summary>
    public double Slope { get; private init; }

    /// <summary>The prediction that fits the study's trials; null where none of the earlier studies does.</summary>
    /// <param name="processes">Those of the earlier studies.</param>
    /// <param name="features">The features of the study's own trials.</param>
    /// <param name="values">Their values, of about mean 0 and variance 1; less is better.</param>
    public static PriorMean? Of(IReadOnlyList<PriorProcess> processes, double[][] features, double[] values)
    {
        var predicted = processes.Select(p => features.Select(f => p.Mean(f)).ToArray()).ToArray();
        var weights = new double[processes.Count];
        for (var s = 0; s < weights.Length; s++)
        {
            var agreement = Concordance.Of(predicted[s], values);
            weights[s] = agreement > LeastAgreement ? processes[s].Similarity * agreement * agreement : 0;
        }

        var sum = weights.Sum();
        if (!(sum > 0)) return null;
        for (var s = 0; s < weights.Length; s++) weights[s] /= sum;
        var means = Enumerable.Range(0, values.Length).Select(k => weights.Select((w, s) => w * predicted[s][k]).Sum()).ToArray();
        var slope = SlopeOf(means, values);
        return slope > 0 ? new PriorMean(processes, weights) { Slope = slope } : null;
    }

    public double Mean(ReadOnlySpan<double> features)
    {
        var mean = 0.0;
        for (var s = 0; s < _weights.Length; s++)
            if (_weights[s] > 0) mean += _weights[s] * _processes[s].Mean(features);
        return mean;
    }

    public void AddGradient(ReadOnlySpan<double> features, double slope, Span<double> gradient)
    {
        for (var s = 0; s < _weights.Length; s++)
            if (_weights[s] > 0) _processes[s].AddGradient(features, slope * _weights[s], gradient);
    }

    /// <summary>The slope of a regression through the middle of both, shrunk towards 0.</summary>
    private static double SlopeOf(double[] means, double[] values)
    {
        var (x, y) = (means.Average(), values.Average());
        var (products, squares) = (0.0, Doubt);
        for (var k = 0; k < means.Length; k++)
        {
            products += (means[k] - x) * (values[k] - y);
            squares += (means[k] - x) * (means[k] - x);
        }

        return products / squares;
    }
}
