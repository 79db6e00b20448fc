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

    // Written over at each generation: a row for each coordinate, a column for each member and one for the path of the shape. First the
    // whitened steps, later the weighted ones; behind them the steps.
    private double[] _pairs = [];
    private double[] _lengths = [];

    /// <summary>The distribution after a generation; the same when nothing can be learned of it.</summary>
    /// <param name="now">The distribution before, which is written over.</param>
    /// <param name="members">Its ended members, two or more; they are sorted.</param>
    public SearchDistribution Apply(SearchDistribution now, GenerationMember[] members)
    {
        Array.Sort(members, GenerationMember.Compare);
        var good = 0;
        foreach (var member in members) good += member.IsGood ? 1 : 0;
        if (good == 0 || members.Length < 2) return now;

        var after = ConvergenceTests.Follow(now, members[0].Trial.Losses![0]) with
        {
            Generation = now.Generation + 1,
            Choices = ChoiceProbabilities.Update(now.Choices, members, good),
        };
        return coordinates.Dimensions == 0 ? after : Move(after, members, good);
    }

    private SearchDistribution Move(SearchDistribution now, GenerationMember[] members, int good)
    {
        var (n, stride) = (coordinates.Dimensions, DenseAlgebra.Stride(members.Length + 1));
        if (!_parameters.TryGetValue(members.Length, out var p))
            _parameters.Add(members.Length, p = new StrategyParameters(n, members.Length, coordinates.IsDiagonal));
        if (_lengths.Length < stride)
            (_lengths, _pairs) = (new double[stride], new double[((2 * n) + DenseAlgebra.Lanes) * stride]);
        var weights = WeightsOf(good, p);
        SetSteps(now, members, stride);
        Shorten(members.Length, stride);

        var parents = weights.AsSpan(0, p.Parents);
        var gain = Math.Sqrt(p.CSigma * (2 - p.CSigma) * p.MuEff);
        for (var j = 0; j < n; j++)
        {
            now.Mean[j] += now.Sigma * now.Stretch[j] * DenseAlgebra.Dot(parents, Row(n + j, stride));
            now.SigmaPath[j] = ((1 - p.CSigma) * now.SigmaPath[j]) + (gain * DenseAlgebra.Dot(parents, Row(j, stride)));
        }

        var length = Math.Sqrt(DenseAlgebra.Dot(now.SigmaPath, now.SigmaPath));
        var sigma = now.Sigma * PortableMath.Exp(Math.Min(MostGrowth, p.CSigma / p.DSigma * ((length / p.ChiN) - 1)));

        // While the step size grows fast the path of the shape is not extended: it would take the growth for a direction.
        var forgotten = Math.Sqrt(1 - PortableMath.Exp(2 * now.Generation * PortableMath.Log(1 - p.CSigma)));
        var isStalled = length / forgotten >= (1.4 + (2.0 / (n + 1))) * p.ChiN;
        gain = isStalled ? 0 : Math.Sqrt(p.CC * (2 - p.CC) * p.MuEff);
        for (var j = 0; j < n; j++)
            now.ShapePath[j] = ((1 - p.CC) * now.ShapePath[j]) + (gain * DenseAlgebra.Dot(parents, Row(n + j, stride)));
        var keep = 1 + (isStalled ? p.C1 * p.CC * (2 - p.CC) : 0) - p.C1 - (p.CMu * weights.Sum());
        Weigh(now.ShapePath, weights, p, stride);
        // A shape that has degenerated is forgotten; the step size and the mean go on.
        var shape = now.Shape.Update(keep, _pairs, stride) ? now.Shape : Covariance.Identity(n, now.Shape.IsDiagonal);
        var moved = now with { Shape = shape, Sigma = sigma };
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

    /// <summary>Each member's step from the mean, in units of the step size, as it is and where the shape is round.</summary>
    private void SetSteps(SearchDistribution now, GenerationMember[] members, int stride)
    {
        var n = now.Mean.Length;
        var scales = new double[n];
        for (var j = 0; j < n; j++) scales[j] = 1 / (now.Sigma * now.Stretch[j]);
        Array.Clear(_pairs, n * stride, n * stride);
        for (var i = 0; i < members.Length; i++)
        {
            // A parameter that does not exist for the trial took no step.
            var point = members[i].Numeric;
            for (var j = 0; j < n; j++)
                if (!double.IsNaN(point[j])) _pairs[((n + j) * stride) + i] = (point[j] - now.Mean[j]) * scales[j];
        }

        Array.Copy(_pairs, n * stride, _pairs, 0, n * stride);
        now.Shape.Whiten(_pairs, stride);
    }

    /// <summary>Shortens the steps that are too long, and squares the lengths of all, where the shape is round.</summary>
    private void Shorten(int members, int stride)
    {
        var n = coordinates.Dimensions;
        var longest = Math.Sqrt(n) + (2.0 * n / (n + 2));
        for (var i = 0; i < members; i++)
        {
            var square = 0.0;
            for (var at = i; at < n * stride; at += stride) square += _pairs[at] * _pairs[at];
            _lengths[i] = square;
            if (!(square > longest * longest)) continue;
            var share = longest / Math.Sqrt(square);
            for (var at = i; at < 2 * n * stride; at += stride) _pairs[at] *= share;
            _lengths[i] = longest * longest;
        }
    }

    /// <summary>Puts the path of the shape beside the steps, and in place of the whitened ones the weighted ones.</summary>
    private void Weigh(double[] path, double[] weights, StrategyParameters p, int stride)
    {
        var n = path.Length;
        // A bad step counts by its direction, not its length, so that the matrix stays positive definite.
        for (var i = 0; i < weights.Length; i++)
            _lengths[i] = p.CMu * weights[i] * (weights[i] >= 0 ? 1 : n / Math.Max(_lengths[i], 1e-12));
        for (var j = 0; j < n; j++)
        {
            var weighted = Row(j, stride);
            var steps = Row(n + j, stride);
            for (var i = 0; i < weights.Length; i++) weighted[i] = _lengths[i] * steps[i];
            weighted[weights.Length] = p.C1 * path[j];
            steps[weights.Length] = path[j];
        }
    }

    private Span<double> Row(int row, int stride) => _pairs.AsSpan(row * stride, stride);
}
