namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>What earlier studies predict for a point, as far as the study's own trials bear them out.</summary>
/// <remarks>
/// The optimum of a task that is like an earlier one lies elsewhere, and its values have another scale: each earlier study's prediction is
/// moved and stretched so that it fits the study's own trials best (<see cref="PriorFit"/>), and counts by how much likelier it makes them,
/// beside a prediction that is the same everywhere (Bayesian model averaging, Hoeting et al. 1999, section 1). The study's own process is
/// then fitted to what that leaves unexplained (as in Golovin et al. 2017, Google Vizier, section 3.3), and used only where that explains
/// the trials better than a process that knows nothing.
/// </remarks>
internal sealed class PriorMean
{
    // What counts less is not worth its time.
    private const double LeastWeight = 0.01;

    private readonly IReadOnlyList<PriorFit> _fits;
    private readonly double[] _weights;

    private PriorMean(IReadOnlyList<PriorFit> fits, double[] weights) => (_fits, _weights) = (fits, weights);

    /// <summary>By how much what was fitted to the trials makes them likelier by itself, as a logarithm.</summary>
    public double Penalty => _fits.Select((fit, s) => _weights[s] * (1 + fit.Penalty)).Sum();

    /// <summary>The prediction that fits the study's trials; null where none of the earlier studies does.</summary>
    /// <param name="processes">Those of the earlier studies.</param>
    /// <param name="isChoice">For each feature whether it is a name rather than a position.</param>
    /// <param name="features">The features of the study's own trials.</param>
    /// <param name="values">Their values, of about mean 0 and variance 1; less is better.</param>
    public static PriorMean? Of(
        IReadOnlyList<PriorProcess> processes, IReadOnlyList<bool> isChoice, double[][] features, double[] values)
    {
        PriorFit[] fits = [.. processes.Select(p => PriorFit.Of(p, isChoice, features, values)).Where(f => f.Slope > 0)];
        var none = PriorFit.Unlikeliness(values.Sum(v => v * v), values.Length);
        var least = Math.Min(none, fits.Select(f => f.Unlikely).DefaultIfEmpty(none).Min());
        var shares = fits.Select(f => f.Process.Similarity * PortableMath.Exp(least - f.Unlikely)).ToArray();
        var sum = PortableMath.Exp(least - none) + shares.Sum();
        var kept = Enumerable.Range(0, fits.Length).Where(s => shares[s] / sum >= LeastWeight).ToArray();
        return kept.Length == 0 ? null : new PriorMean([.. kept.Select(s => fits[s])], [.. kept.Select(s => shares[s] / sum)]);
    }

    public double Mean(ReadOnlySpan<double> features)
    {
        var mean = 0.0;
        for (var s = 0; s < _weights.Length; s++) mean += _weights[s] * _fits[s].Slope * _fits[s].Predict(features);
        return mean;
    }

    public void AddGradient(ReadOnlySpan<double> features, double slope, Span<double> gradient)
    {
        for (var s = 0; s < _weights.Length; s++)
            _fits[s].Process.AddGradient(features, _fits[s].Move, slope * _weights[s] * _fits[s].Slope, gradient);
    }
}
