namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>A quadratic function that is fitted to the trials nearest to a distribution's mean.</summary>
/// <remarks>
/// S. Kern, N. Hansen and P. Koumoutsakos 2006 (Local meta-models for optimization using evolution strategies, PPSN), section 2, and N.
/// Hansen 2019 (A global surrogate assisted CMA-ES, GECCO), section 2. Its coordinates are those in which the distribution is standard
/// normal. With squares alone, without products, a few trials are enough, which follow the search more closely; the products tell at once
/// what the distribution's shape learns in many generations.
/// </remarks>
internal sealed class QuadraticModel
{
    private const int Newest = 500;

    // So many trials for a coefficient, and at least.
    private const double Usual = 1.5;
    private const double Least = 1.1;

    // More would take too many trials, and too long.
    private const int MostCoefficients = 400;

    // How much more the best of them counts than the worst.
    private const double Tilt = 20;

    // Losses are cut off so many times as far above the best as the median is.
    private const double Cut = 20;

    private const double Ridge = 1e-6;

    // The minimum is no farther from the mean than so many times as far as a draw is.
    private const double Radius = 2;

    private readonly double[] _linear;

    // Of the square or product of coordinates j and k, k ≤ j, row by row.
    private readonly double[] _quadratic;

    private QuadraticModel(double[] linear, double[] quadratic) => (_linear, _quadratic) = (linear, quadratic);

    /// <summary>The model; null when there are too few trials, all the same, or too many coefficients.</summary>
    /// <param name="distribution">The distribution, of which no coordinate is discrete.</param>
    /// <param name="coordinates">The coordinates of the space.</param>
    /// <param name="trials">The trials, of which those of turns before <paramref name="first"/> count.</param>
    /// <param name="first">The first turn that does not.</param>
    /// <param name="hasProducts">Whether it has products beside the squares.</param>
    public static QuadraticModel? Of(
        SearchDistribution distribution, NumericCoordinates coordinates, IEvolutionTrials trials, int first, bool hasProducts)
    {
        var n = coordinates.Dimensions;
        var coefficients = 1 + n + (hasProducts ? n * (n + 1) / 2 : n);
        if (coefficients > MostCoefficients) return null;
        var known = Known(coordinates, trials, first);
        if (known.Count < Least * coefficients) return null;
        var white = White(distribution, known);
        var nearest = Enumerable.Range(0, known.Count).OrderBy(i => DenseAlgebra.Dot(white[i], white[i])).Take((int)(Usual * coefficients))
            .OrderBy(i => known[i].Trial.Losses![0]).ThenBy(i => i).ToArray();
        return Fit([.. nearest.Select(i => white[i])], [.. nearest.Select(i => known[i].Trial.Losses![0])], hasProducts);
    }

    /// <summary>The least point within the radius, a standard normal vector; the curvature is increased until it is there. Null when no
    /// such point is found.</summary>
    public double[]? Minimum()
    {
        const int mostSteps = 100;
        var n = _linear.Length;
        var width = DenseAlgebra.Stride(n + 1);
        var scale = Enumerable.Range(0, n).Max(j => Math.Abs(_quadratic[Place(j, j)]));
        for (var (step, added) = (0, 0.0); step < mostSteps; step++, added = added == 0 ? 1e-6 * scale : 2 * added)
        {
            var matrix = new double[(n + 1) * width];
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < j; k++) matrix[(j * width) + k] = _quadratic[Place(j, k)];
                matrix[(j * width) + j] = 2 * (_quadratic[Place(j, j)] + added);
                matrix[(n * width) + j] = -_linear[j];
            }

            // Whatever the right side is, the factor shall have a row of it.
            matrix[(n * width) + n] = double.MaxValue;
            if (Solved(matrix, n, width) is { } point && DenseAlgebra.Dot(point, point) <= Radius * Radius * n) return point;
        }

        return null;
    }

    private static List<GenerationMember> Known(NumericCoordinates coordinates, IEvolutionTrials trials, int first)
    {
        var known = new List<GenerationMember>();
        for (var i = trials.Count - 1; i >= 0 && known.Count < Newest; i--)
            if (trials[i].State == TrialState.Complete && trials.TurnOf(trials[i].Number) < first
                && coordinates.MemberOf(trials[i]) is { IsGood: true } member && !member.Numeric.Any(double.IsNaN)) known.Add(member);
        return known;
    }

    /// <summary>The trials in the coordinates in which the distribution is standard normal.</summary>
    private static double[][] White(SearchDistribution distribution, List<GenerationMember> known)
    {
        var n = distribution.Mean.Length;
        var stride = DenseAlgebra.Stride(known.Count);
        var white = new double[n * stride];
        for (var j = 0; j < n; j++)
            for (var i = 0; i < known.Count; i++)
                white[(j * stride) + i] = (known[i].Numeric[j] - distribution.Mean[j]) / (distribution.Sigma * distribution.Stretch[j]);
        distribution.Shape.Whiten(white, stride);
        return [.. known.Select((_, i) => Enumerable.Range(0, n).Select(j => white[(j * stride) + i]).ToArray())];
    }

    /// <summary>Weighted least squares of losses in ascending order.</summary>
    private static QuadraticModel? Fit(double[][] points, double[] losses, bool hasProducts)
    {
        var (best, spread) = (losses[0], losses[losses.Length / 2] - losses[0]);
        if (!(spread > 0)) return null;
        var n = points[0].Length;
        var coefficients = Row(points[0], hasProducts).Count();
        var width = DenseAlgebra.Stride(coefficients + 1);
        var rows = new double[points.Length * width];
        for (var r = 0; r < points.Length; r++)
        {
            double[] row = [.. Row(points[r], hasProducts), Math.Min(Cut, (losses[r] - best) / spread)];
            DenseAlgebra.AddScaled(rows.AsSpan(r * width), Math.Sqrt(Tilt - ((Tilt - 1) * r / (points.Length - 1))), row);
        }

        var normal = new double[(coefficients + 1) * width];
        for (var i = 0; i <= coefficients; i++)
        {
            for (var column = 0; column <= i; column += DenseAlgebra.Block)
                DenseAlgebra.RowTimesRows(rows, i, width, rows, column, width, points.Length, normal, (i * width) + column, 1);
            normal[(i * width) + i] *= 1 + Ridge;
        }

        if (Solved(normal, coefficients, width) is not { } fitted) return null;
        var quadratic = new double[n * (n + 1) / 2];
        if (hasProducts) Array.Copy(fitted, 1 + n, quadratic, 0, quadratic.Length);
        else for (var j = 0; j < n; j++) quadratic[Place(j, j)] = fitted[1 + n + j];
        return new QuadraticModel(fitted[1..(n + 1)], quadratic);
    }

    private static IEnumerable<double> Row(double[] x, bool hasProducts)
    {
        yield return 1;
        foreach (var v in x) yield return v;
        for (var j = 0; j < x.Length; j++)
            for (var k = hasProducts ? 0 : j; k <= j; k++) yield return x[j] * x[k];
    }

    private static int Place(int j, int k) => (j * (j + 1) / 2) + k;

    /// <summary>Solves a symmetric system, whose right side is the row below the matrix; null when it is not positive definite. The
    /// factor's last row is half of the solution.</summary>
    private static double[]? Solved(double[] matrix, int n, int width)
    {
        if (!DenseAlgebra.TryFactor(matrix, n + 1, width)) return null;
        var solved = matrix.AsSpan(n * width, n);
        for (var i = n - 1; i >= 0; i--)
        {
            solved[i] /= matrix[(i * width) + i];
            DenseAlgebra.AddScaled(solved, -solved[i], matrix.AsSpan(i * width, i));
        }

        return solved.ToArray();
    }
}
