namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>An earlier study's prediction, moved and stretched to fit the trials of another study: a regression of their values on what it
/// predicts for their points, moved.</summary>
internal sealed class PriorFit : ISmoothFunction
{
    // Tasks that are alike have their optimum within about a tenth of the range of each other; three of those are the most.
    private const double UsualMove = 0.1;
    private const double MostMove = 3 * UsualMove;
    private const int MostEvaluations = 20;
    private const double Tolerance = 1e-3;
    private const double FirstStep = 0.05;

    // Own trials weigh against this much doubt, in units of the prediction's variance.
    private const double Doubt = 0.5;

    // The share of the values' variance that no prediction is trusted to explain: few trials can be met by chance.
    private const double LeastRest = 0.05;

    private readonly double[][] _features;
    private readonly double[] _values;
    private readonly double[] _predicted;

    private PriorFit(PriorProcess process, int dimensions, double[][] features, double[] values)
    {
        (Process, _features, _values) = (process, features, values);
        (Move, _predicted) = (new double[dimensions], new double[values.Length]);
    }

    public PriorProcess Process { get; }

    /// <summary>By how much the prediction is moved in each feature.</summary>
    public double[] Move { get; }

    /// <summary>By how much the study's value changes with the prediction, 0 or more.</summary>
    public double Slope { get; private set; }

    /// <summary>The negative logarithm of how likely the values and the move are, up to a constant.</summary>
    public double Unlikely { get; private set; }

    /// <summary>The part of it that is the move's.</summary>
    public double Penalty => Move.Sum(m => m * m) / (2 * UsualMove * UsualMove);

    /// <summary>The best fit of a prediction to some trials.</summary>
    public static PriorFit Of(PriorProcess process, IReadOnlyList<bool> isChoice, double[][] features, double[] values)
    {
        var fit = new PriorFit(process, isChoice.Count, features, values);
        double[] most = [.. isChoice.Select(choice => choice ? 0 : MostMove)];
        BoxMinimizer.Minimize(fit, fit.Move, [.. most.Select(m => -m)], most, MostEvaluations, Tolerance, FirstStep);
        fit.Unlikely = fit.Evaluate(fit.Move, new double[most.Length]);
        return fit;
    }

    /// <summary>The negative logarithm of how likely values are that leave some squares unexplained, up to a constant.</summary>
    public static double Unlikeliness(double squares, int count) => 0.5 * count * PortableMath.Log((squares / count) + LeastRest);

    public double Predict(ReadOnlySpan<double> features) => Process.Mean(features, Move);

    double ISmoothFunction.Evaluate(ReadOnlySpan<double> x, Span<double> gradient) => Evaluate(x, gradient);

    private double Evaluate(ReadOnlySpan<double> move, Span<double> gradient)
    {
        var n = _values.Length;
        for (var k = 0; k < n; k++) _predicted[k] = Process.Mean(_features[k], move);
        var (x, y) = (_predicted.Average(), _values.Average());
        var (products, squares, all) = (0.0, Doubt, 0.0);
        for (var k = 0; k < n; k++)
        {
            products += (_predicted[k] - x) * (_values[k] - y);
            squares += (_predicted[k] - x) * (_predicted[k] - x);
            all += (_values[k] - y) * (_values[k] - y);
        }

        Slope = Math.Max(0, products / squares);
        var rest = all - (Slope * products);
        gradient.Clear();
        // By the envelope theorem the slope, which is at its best, adds nothing.
        for (var k = 0; Slope > 0 && k < n; k++)
        {
            var residual = _values[k] - y - (Slope * (_predicted[k] - x));
            Process.AddGradient(_features[k], move, residual * Slope / ((rest / n) + LeastRest), gradient);
        }

        var value = Unlikeliness(rest, n);
        for (var j = 0; j < move.Length; j++)
        {
            value += move[j] * move[j] / (2 * UsualMove * UsualMove);
            gradient[j] += move[j] / (UsualMove * UsualMove);
        }

        return value;
    }
}
