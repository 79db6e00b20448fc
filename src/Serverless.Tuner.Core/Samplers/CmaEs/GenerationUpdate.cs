namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>One generation's step: the distribution moves towards what was good, and learns its shape.</summary>
/// <remarks>
/// Hansen 2016 (arXiv 1604.00772), figure 6, with active weights. Steps longer than a sample could be are shortened (Hansen 2011,
/// Injecting external solutions into CMA-ES, section 3): a trial may have been enqueued by hand, or drawn before a late one ended.
/// </remarks>
internal sealed class GenerationUpdate(NumericCoordinates coordinates)
{
    // A wider normal than this is all but uniform on [0, 1].
    private const double MostDeviation = 1;
    private const double MostGrowth = 1;

    private readonly Dictionary<int, StrategyParameters> _parameters = [];

    /// <summary>The distribution after a generation; the same when nothing can be learned of it.</summary>
    /// <param name="before">The distribution before.</param>
    /// <param name="members">Its ended members, two or more; they are sorted.</param>
    public SearchDistribution Apply(SearchDistribution before, GenerationMember[] members)
    {
        Array.Sort(members, GenerationMember.Compare);
        var good = members.Count(m => m.IsGood);
        if (good == 0 || members.Length < 2) return before;

        var best = members[0].Trial.Losses![0];
        var after = before with
        {
            Generation = before.Generation + 1,
            BestLosses = [.. before.BestLosses.AsSpan(Math.Max(0, before.BestLosses.Length - ConvergenceTests.MostGenerations + 1)), best],
            Choices = ChoiceProbabilities.Update(before.Choices, members, good),
        };
        return coordinates.Dimensions == 0 ? after : Move(after, members, good);
    }

    private SearchDistribution Move(SearchDistribution now, GenerationMember[] members, int good)
    {
        var n = coordinates.Dimensions;
        if (!_parameters.TryGetValue(members.Length, out var p))
            _parameters.Add(members.Length, p = new StrategyParameters(n, members.Length, coordinates.IsDiagonal));
        var weights = WeightsOf(good, p);
        var steps = Steps(now, members, p, out var lengths);
        var meanStep = new double[n];
        for (var i = 0; i < p.Parents; i++) DenseAlgebra.AddScaled(meanStep, weights[i], steps[i]);

        var mean = (double[])now.Mean.Clone();
        for (var j = 0; j < n; j++) mean[j] += now.Sigma * now.Stretch[j] * meanStep[j];

        var white = new double[n];
        now.Shape.Whiten(meanStep, white);
        var sigmaPath = Path(now.SigmaPath, white, p.CSigma, p.MuEff);
        var length = Math.Sqrt(DenseAlgebra.Dot(sigmaPath, sigmaPath));
        var sigma = now.Sigma * PortableMath.Exp(Math.Min(MostGrowth, p.CSigma / p.DSigma * ((length / p.ChiN) - 1)));

        // While the step size grows fast the path of the shape is not extended: it would take the growth for a direction.
        var forgotten = Math.Sqrt(1 - PortableMath.Exp(2 * now.Generation * PortableMath.Log(1 - p.CSigma)));
        var isStalled = length / forgotten >= (1.4 + (2.0 / (n + 1))) * p.ChiN;
        var shapePath = Path(now.ShapePath, isStalled ? new double[n] : meanStep, p.CC, p.MuEff);
        var shape = Covariance.Of(Shape(now.Shape, shapePath, isStalled, steps, lengths, weights, p), now.Shape.IsDiagonal);
        // A shape that has degenerated is forgotten; the step size and the mean go on.
        shape ??= Covariance.Identity(n, now.Shape.IsDiagonal);
        var moved = now with { Mean = mean, SigmaPath = sigmaPath, ShapePath = shapePath, Shape = shape, Sigma = sigma };
        var widest = 0.0;
        for (var j = 0; j < n; j++) widest = Math.Max(widest, moved.Deviation(j));
        if (widest > MostDeviation) moved = moved with { Sigma = sigma * MostDeviation / widest };
        return Margin.Apply(moved, coordinates.Cells, Math.Min(0.4, 1.0 / (n * members.Length)));
    }

    /// <summary>A weight for each rank. Trials without a value are no parents: the others share their weight.</summary>
    private static double[] WeightsOf(int good, StrategyParameters p)
    {
        if (good >= p.Parents) return p.Weights;
        var sum = p.Weights.Take(good).Sum();
        return [.. p.Weights.Select((w, i) => i >= p.Parents ? w : i < good ? w / sum : 0)];
    }

    /// <summary>Each member's step from the mean, in units of the step size,
    /// and the square of its length where the shape is round.</summary>
    private static double[][] Steps(SearchDistribution now, GenerationMember[] members, StrategyParameters p, out double[] lengths)
    {
        var n = now.Mean.Length;
        var longest = Math.Sqrt(n) + (2.0 * n / (n + 2));
        var steps = new double[members.Length][];
        lengths = new double[members.Length];
        var white = new double[n];
        for (var i = 0; i < members.Length; i++)
        {
            var step = steps[i] = new double[n];
            // A parameter that does not exist for the trial took no step.
            for (var j = 0; j < n; j++)
                if (members[i].Numeric[j] is var x && !double.IsNaN(x))
                    step[j] = (x - now.Mean[j]) / (now.Sigma * now.Stretch[j]);
            now.Shape.Whiten(step, white);
            var length = Math.Sqrt(DenseAlgebra.Dot(white, white));
            if (length > longest)
            {
                for (var j = 0; j < n; j++) step[j] *= longest / length;
                length = longest;
            }

            lengths[i] = length * length;
        }

        return steps;
    }

    private static double[] Path(double[] path, double[] step, double rate, double muEff)
    {
        var gain = Math.Sqrt(rate * (2 - rate) * muEff);
        var next = new double[path.Length];
        for (var j = 0; j < next.Length; j++) next[j] = ((1 - rate) * path[j]) + (gain * step[j]);
        return next;
    }

    private static double[] Shape(
        Covariance old, double[] path, bool isStalled, double[][] steps, double[] lengths, double[] weights, StrategyParameters p)
    {
        var n = path.Length;
        var weightSum = 0.0;
        var scaled = new double[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weightSum += weights[i];
            // A bad step counts by its direction, not its length, so that the matrix stays positive definite.
            scaled[i] = weights[i] >= 0 ? weights[i] : weights[i] * n / Math.Max(lengths[i], 1e-12);
        }

        var keep = 1 + (isStalled ? p.C1 * p.CC * (2 - p.CC) : 0) - p.C1 - (p.CMu * weightSum);
        var matrix = new double[old.Matrix.Length];
        if (old.IsDiagonal)
        {
            for (var j = 0; j < n; j++)
            {
                matrix[j] = (keep * old.Matrix[j]) + (p.C1 * path[j] * path[j]);
                for (var i = 0; i < steps.Length; i++) matrix[j] += p.CMu * scaled[i] * steps[i][j] * steps[i][j];
            }

            return matrix;
        }

        // The lower triangle, column by column.
        for (var k = 0; k < n; k++)
        {
            var column = matrix.AsSpan((k * n) + k, n - k);
            DenseAlgebra.AddScaled(column, keep, old.Matrix.Slice((k * n) + k, n - k));
            DenseAlgebra.AddScaled(column, p.C1 * path[k], path.AsSpan(k));
            for (var i = 0; i < steps.Length; i++)
                if (scaled[i] != 0) DenseAlgebra.AddScaled(column, p.CMu * scaled[i] * steps[i][k], steps[i].AsSpan(k));
        }

        return matrix;
    }
}
