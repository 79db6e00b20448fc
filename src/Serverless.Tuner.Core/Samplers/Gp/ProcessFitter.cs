namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Fits a process's length scales and noise by their posterior mode:
/// from several starts on some of the points, then a few steps on all.</summary>
internal sealed class ProcessFitter(IReadOnlyList<bool> isChoice, GpPrior prior, GpWorkspace work)
{
    // On more points than this the search for the mode begins with a part of them: its cost grows with the cube.
    private const int Part = 72;
    private const int EvaluationsOfPart = 30;
    private const int EvaluationsOfScale = 8;
    private const int EvaluationsOfAll = 12;
    private const double Tolerance = 1e-5;

    // How much likelier a logarithmic scale must make the values.
    private const double LeastGain = 1;

    // From one that is nearly linear to one that sees little but the order of magnitude above the best.
    private static readonly double[] Shifts = [10, 1, 0.1, 0.01];

    // Relative to the prior's: as it is, and for a function that varies quickly.
    private static readonly (double Length, double Noise)[] Starts = [(0, -8), (-1.2, -4)];

    /// <summary>Fits to values on the scale under which they are likeliest.</summary>
    /// <param name="features">The features of each point.</param>
    /// <param name="values">The value of each.</param>
    /// <param name="allowLog">Whether a logarithmic scale is tried.</param>
    public (GaussianProcess Process, ValueScale Scale) Fit(double[][] features, double[] values, bool allowLog)
    {
        var part = PartOf(values);
        var partTable = Table(part.Select(i => features[i]), part.Length);
        var partValues = part.Select(i => values[i]).ToArray();
        var scale = ValueScale.Linear(partValues);
        var logs = new double[isChoice.Count + 1];
        var best = double.PositiveInfinity;
        foreach (var (length, noise) in Starts)
        {
            var start = Start(length, noise);
            var found = Minimize(partTable, scale.Apply(partValues), start, EvaluationsOfPart) - scale.LogJacobian;
            if (!(found < best)) continue;
            best = found;
            logs = start;
        }

        var shift = 0.0;
        if (allowLog)
        {
            // Each scale goes on from where the one before it ended.
            var previous = logs;
            best -= LeastGain;
            foreach (var candidate in Shifts)
            {
                if (ValueScale.Logarithmic(partValues, candidate) is not { } bent) break;
                var start = (double[])previous.Clone();
                var found = Minimize(partTable, bent.Apply(partValues), start, EvaluationsOfScale) - bent.LogJacobian;
                previous = start;
                if (!(found < best)) continue;
                best = found;
                logs = start;
                shift = candidate;
            }
        }

        var whole = shift > 0 ? ValueScale.Logarithmic(values, shift)! : ValueScale.Linear(values);
        return (Finish(features, whole.Apply(values), logs, part.Length < values.Length), whole);
    }

    private GaussianProcess Finish(double[][] features, double[] values, double[] logs, bool refine)
    {
        var table = Table(features, features.Length + 16);
        if (refine) Minimize(table, values, logs, EvaluationsOfAll);
        var likelihood = new MarginalLikelihood(table, values, prior, work);
        double unlikely;
        while (!double.IsFinite(unlikely = likelihood.Factorize(logs)) && logs[^1] < GpPrior.LogMostNoise)
        {
            // Points that are nearly equal, but for rounding: more noise until the matrix can be factorised.
            logs[^1] += 2;
        }

        return new GaussianProcess(table, logs, likelihood, work) { Unlikely = unlikely + likelihood.Prior(logs) };
    }

    private double Minimize(FeatureTable table, double[] values, double[] logs, int evaluations)
    {
        var (lower, upper) = (new double[logs.Length], new double[logs.Length]);
        Array.Fill(lower, -GpPrior.MostLogLength);
        Array.Fill(upper, GpPrior.MostLogLength);
        (lower[^1], upper[^1]) = prior.LogNoiseDeviation > 0 ? (GpPrior.LogLeastNoise, GpPrior.LogMostNoise) : (logs[^1], logs[^1]);
        return BoxMinimizer.Minimize(new MarginalLikelihood(table, values, prior, work), logs, lower, upper, evaluations, Tolerance, 1);
    }

    private double[] Start(double length, double noise)
    {
        var logs = new double[isChoice.Count + 1];
        for (var i = 0; i < isChoice.Count; i++) logs[i] = prior.LogLength + length;
        logs[^1] = prior.LogNoiseDeviation > 0 ? noise : prior.LogNoise;
        return logs;
    }

    private FeatureTable Table(IEnumerable<double[]> features, int capacity)
    {
        var table = new FeatureTable(isChoice, capacity);
        foreach (var row in features) table.Add(row);
        return table;
    }

    /// <summary>The better half of a part, and evenly spaced ones of the others by their order.</summary>
    private static int[] PartOf(double[] values)
    {
        if (values.Length <= Part) return [.. Enumerable.Range(0, values.Length)];
        var ranked = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ThenBy(i => i).ToArray();
        var others = ranked.Skip(Part / 2).Order().ToArray();
        return [.. ranked.Take(Part / 2).Concat(Enumerable.Range(0, Part / 2).Select(k => others[k * others.Length / (Part / 2)])).Order()];
    }
}
