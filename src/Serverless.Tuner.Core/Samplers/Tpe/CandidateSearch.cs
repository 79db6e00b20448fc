using Serverless.Tuner.Core.Samplers.Costs;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The acquisition: of candidates drawn from the good density, the one where it exceeds the bad density most.</summary>
/// <remarks>
/// Parameter by parameter: kernels are fitted to one, candidates drawn and evaluated in it, and only the
/// sums are kept, so that the working memory stays small. An instance uses its arrays again, but no result depends on earlier calls.
/// </remarks>
/// <param name="encoding">The coordinates of the space.</param>
/// <param name="excluded">Regions of which no candidate is chosen while there is another; null for none.</param>
internal sealed class CandidateSearch(PointEncoding encoding, ExcludedRegions? excluded = null)
{
    private readonly KernelColumns _columns = new(encoding);
    private double[] _points = [];
    private double[] _coordinates = [];
    private double[] _scores = [];
    private double[] _good = [];
    private double[] _bad = [];
    private int[] _kernels = [];

    public PointEncoding Encoding => encoding;

    /// <summary>The score of the point that <see cref="Best"/> has found last.</summary>
    public double BestScore { get; private set; }

    /// <summary>
    /// Draws <paramref name="count"/> candidates from the first ratio's good
    /// density, and returns the one of the highest score; the first of equals.
    /// </summary>
    /// <param name="ratios">The density ratios, the objective's first.</param>
    /// <param name="count">How many candidates.</param>
    /// <param name="price">What a point costs; null when that does not matter.</param>
    /// <param name="exponent">α in score = … − α log cost.</param>
    /// <param name="random">The trial's generator.</param>
    /// <returns>Coordinates of values that exist (the middle of its cell for a discrete one); valid until the next call.</returns>
    public ReadOnlySpan<double> Best(ReadOnlySpan<DensityRatio> ratios, int count, CostModel? price, double exponent, TrialRandom random)
    {
        var dimensions = encoding.Dimensions;
        Begin(ratios, count, null);
        for (var c = 0; c < count; c++) _kernels[c] = ratios[0].Good.DrawKernel(random);
        for (var j = 0; j < dimensions; j++)
        {
            if (_columns[j] is not { } column)
            {
                for (var c = 0; c < count; c++) _points[(c * dimensions) + j] = encoding.IsActive(j, PointAt(c)) ? 0 : double.NaN;
                continue;
            }

            ratios[0].Good.Fit(column, j);
            for (var c = 0; c < count; c++)
            {
                var x = encoding.IsActive(j, PointAt(c)) ? encoding.Scales[j].Snap(column.Draw(_kernels[c], random)) : double.NaN;
                _points[(c * dimensions) + j] = _coordinates[c] = x;
            }

            Include(ratios, column, j, count);
        }

        if (count == 1) return PointAt(0);
        Score(ratios, count, price is not null);
        if (price is not null)
            for (var c = 0; c < count; c++) _scores[c] -= exponent * price.LogCost(PointAt(c));
        for (var c = 0; excluded is not null && c < count; c++)
            if (excluded.Contains(encoding.Decode(PointAt(c)))) _scores[c] = double.NegativeInfinity;
        var best = IndexOfBest(count);
        BestScore = _scores[best];
        return PointAt(best);
    }

    /// <summary>As <see cref="Best"/>, but each parameter's value is drawn and
    /// chosen on its own, as if they had nothing to do with each other; costs do not count.</summary>
    public ReadOnlySpan<double> BestOfEach(ReadOnlySpan<DensityRatio> ratios, int count, TrialRandom random)
    {
        var point = PointOf(1);
        for (var j = 0; j < point.Length; j++)
        {
            point[j] = encoding.IsActive(j, point) ? 0 : double.NaN;
            if (_columns[j] is not { } column || double.IsNaN(point[j])) continue;
            Begin(ratios, count, j);
            ratios[0].Good.Fit(column, j);
            for (var c = 0; c < count; c++)
                _coordinates[c] = encoding.Scales[j].Snap(column.Draw(ratios[0].Good.DrawKernel(random), random));
            Include(ratios, column, j, count);
            Score(ratios, count, isPriced: false);
            point[j] = _coordinates[IndexOfBest(count)];
        }

        return point;
    }

    private ReadOnlySpan<double> PointAt(int candidate) => _points.AsSpan(candidate * encoding.Dimensions, encoding.Dimensions);

    private Span<double> PointOf(int candidates)
    {
        if (_points.Length < candidates * encoding.Dimensions) _points = new double[candidates * encoding.Dimensions];
        return _points.AsSpan(0, encoding.Dimensions);
    }

    private void Begin(ReadOnlySpan<DensityRatio> ratios, int count, int? parameter)
    {
        if (_kernels.Length < count)
        {
            _kernels = new int[count];
            (_coordinates, _scores, _good, _bad) = (new double[count], new double[count], new double[count], new double[count]);
        }

        PointOf(parameter is null ? count : 1);
        foreach (var ratio in ratios)
        {
            ratio.Good.Begin(count, parameter);
            ratio.Bad.Begin(count, parameter);
        }
    }

    /// <summary>Lets a parameter count in every density; <paramref name="column"/> is fitted to the first good one already.</summary>
    private void Include(ReadOnlySpan<DensityRatio> ratios, KernelColumn column, int parameter, int count)
    {
        if (count == 1) return;
        var coordinates = _coordinates.AsSpan(0, count);
        for (var k = 0; k < ratios.Length; k++)
        {
            if (k > 0) ratios[k].Good.Fit(column, parameter);
            ratios[k].Good.Include(column, coordinates);
            ratios[k].Bad.Fit(column, parameter);
            ratios[k].Bad.Include(column, coordinates);
        }
    }

    /// <summary>
    /// log l − log g. With a price the logarithm of the expected improvement, which is −log(γ + (1 − γ) g / l) but for a constant (Bergstra
    /// et al. 2011, section 4): it is bounded where log l − log g goes on by several units, beside which no price counts. With several
    /// ratios the sum of the same terms, the relative density ratios of Watanabe and Hutter 2022 (c-TPE, arXiv 2211.14411, section 3): one
    /// in which nearly every trial is good hardly counts.
    /// </summary>
    private void Score(ReadOnlySpan<DensityRatio> ratios, int count, bool isPriced)
    {
        var scores = _scores.AsSpan(0, count);
        var good = _good.AsSpan(0, count);
        var bad = _bad.AsSpan(0, count);
        scores.Clear();
        foreach (var ratio in ratios)
        {
            ratio.Good.LogDensities(good);
            ratio.Bad.LogDensities(bad);
            for (var c = 0; c < count; c++)
                scores[c] += ratios.Length == 1 && !isPriced ? good[c] - bad[c] : -LogMix(ratio.Share, bad[c] - good[c]);
        }
    }

    /// <summary>log(γ + (1 − γ) eˣ), also for large x.</summary>
    private static double LogMix(double share, double x) => x < 0
        ? PortableMath.Log(share + ((1 - share) * PortableMath.Exp(x)))
        : x + PortableMath.Log((share * PortableMath.Exp(-x)) + (1 - share));

    private int IndexOfBest(int count)
    {
        var best = 0;
        for (var c = 1; c < count; c++)
            if (_scores[c] > _scores[best]) best = c;
        return best;
    }
}
