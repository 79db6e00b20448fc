namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Where a quadratic function is least that is fitted to the trials nearest to a distribution's mean.</summary>
/// <remarks>
/// S. Kern, N. Hansen and P. Koumoutsakos 2006 (Local meta-models for optimization using evolution strategies, PPSN), section 2, and N.
/// Hansen 2019 (A global surrogate assisted CMA-ES, GECCO), section 2. Squares alone, without products, in the coordinates in which the
/// distribution is standard normal: the shape has learned what the products would tell, and a few trials follow the search more closely
/// than the many that the products take.
/// </remarks>
internal static class ModelMinimum
{
    private const int Newest = 500;

    // So many trials for a coefficient, and at least.
    private const double Usual = 1.5;
    private const double Least = 1.1;

    // How much more the best of them counts than the worst.
    private const double Tilt = 20;

    // Losses are cut off so many times as far above the best as the median is.
    private const double Cut = 20;

    private const double Ridge = 1e-6;

    // It is no farther from the mean than so many times as far as a draw is.
    private const double Radius = 2;

    /// <summary>The standard normal vector of the minimum; null when there are too few trials, or all the same.</summary>
    /// <param name="distribution">The distribution, of which no coordinate is discrete.</param>
    /// <param name="coordinates">The coordinates of the space.</param>
    /// <param name="trials">The trials, of which those of turns before <paramref name="first"/> count.</param>
    /// <param name="first">The first turn that does not.</param>
    public static double[]? Of(SearchDistribution distribution, NumericCoordinates coordinates, IEvolutionTrials trials, int first)
    {
        var known = new List<GenerationMember>();
        for (var i = trials.Count - 1; i >= 0 && known.Count < Newest; i--)
            if (trials[i].State == TrialState.Complete && trials.TurnOf(trials[i].Number) < first
                && coordinates.MemberOf(trials[i]) is { IsGood: true } member && !member.Numeric.Any(double.IsNaN)) known.Add(member);
        var n = coordinates.Dimensions;
        var terms = 1 + (2 * n);
        if (known.Count < Least * terms) return null;

        var stride = DenseAlgebra.Stride(known.Count);
        var white = new double[n * stride];
        var distances = new double[known.Count];
        for (var j = 0; j < n; j++)
            for (var i = 0; i < known.Count; i++)
                white[(j * stride) + i] = (known[i].Numeric[j] - distribution.Mean[j]) / (distribution.Sigma * distribution.Stretch[j]);
        distribution.Shape.Whiten(white, stride);
        for (var j = 0; j < n; j++)
            for (var i = 0; i < known.Count; i++) distances[i] += white[(j * stride) + i] * white[(j * stride) + i];
        var nearest = Enumerable.Range(0, known.Count).OrderBy(i => distances[i]).Take((int)(Usual * terms))
            .OrderBy(i => known[i].Trial.Losses![0]).ThenBy(i => i).ToArray();
        return Fit([.. nearest.Select(i => Enumerable.Range(0, n).Select(j => white[(j * stride) + i]).ToArray())],
            [.. nearest.Select(i => known[i].Trial.Losses![0])]) is { } fitted ? Minimum(fitted[1..(n + 1)], fitted[(n + 1)..]) : null;
    }

    /// <summary>The coefficients by weighted least squares: the constant, those of the coordinates, those of their squares.</summary>
    private static double[]? Fit(double[][] points, double[] losses)
    {
        var (best, spread) = (losses[0], losses[losses.Length / 2] - losses[0]);
        if (!(spread > 0)) return null;
        var terms = 1 + (2 * points[0].Length);
        var width = DenseAlgebra.Stride(terms + 1);
        var rows = new double[points.Length * width];
        for (var r = 0; r < points.Length; r++)
        {
            double[] row = [1, .. points[r], .. points[r].Select(x => x * x), Math.Min(Cut, (losses[r] - best) / spread)];
            var weight = Math.Sqrt(Tilt - ((Tilt - 1) * r / (points.Length - 1)));
            DenseAlgebra.AddScaled(rows.AsSpan(r * width), weight, row);
        }

        // The normal equations, with their right side as one more row: the factor's last row is half of the solution.
        var gram = new double[(terms + 1) * width];
        for (var i = 0; i <= terms; i++)
        {
            for (var column = 0; column <= i; column += DenseAlgebra.Block)
                DenseAlgebra.RowTimesRows(rows, i, width, rows, column, width, points.Length, gram, (i * width) + column, 1);
            gram[(i * width) + i] *= 1 + Ridge;
        }

        if (!DenseAlgebra.TryFactor(gram, terms + 1, width)) return null;
        var solved = gram.AsSpan(terms * width, terms);
        for (var i = terms - 1; i >= 0; i--)
        {
            solved[i] /= gram[(i * width) + i];
            DenseAlgebra.AddScaled(solved, -solved[i], gram.AsSpan(i * width, i));
        }

        return solved.ToArray();
    }

    /// <summary>The least point within the radius; the curvature is increased until it is there.</summary>
    private static double[]? Minimum(double[] linear, double[] squares)
    {
        const int mostSteps = 100;
        var scale = squares.Max(Math.Abs);
        for (var (step, added) = (0, 0.0); step < mostSteps; step++, added = added == 0 ? 1e-6 * scale : 2 * added)
        {
            if (!(squares.Min() + added > 0)) continue;
            double[] point = [.. linear.Select((g, j) => -g / (2 * (squares[j] + added)))];
            if (DenseAlgebra.Dot(point, point) <= Radius * Radius * point.Length) return point;
        }

        return null;
    }
}
