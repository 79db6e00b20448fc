namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Climbs the acquisition from a point: along the gradient in the dimensions
/// that move freely, value by value in the listed ones, in turns.</summary>
/// <param name="space">The dimensions.</param>
/// <param name="acquisition">What is maximised.</param>
/// <param name="box">Where it may climb; null for all over the space.</param>
internal sealed class LocalSearch(GpSpace space, Acquisition acquisition, SearchBox? box = null) : ISmoothFunction
{
    private const int MostRounds = 3;
    private const int EvaluationsOfRound = 40;
    private const double Tolerance = 1e-6;

    private readonly int[] _free = [.. Enumerable.Range(0, space.Dimensions.Count).Where(i => space.Dimensions[i].Values is null)];
    private readonly int[] _listed = [.. Enumerable.Range(0, space.Dimensions.Count).Where(i => space.Dimensions[i].Values is not null)];
    private readonly double[] _genes = new double[space.Dimensions.Count];
    private readonly (double Lower, double Upper)[] _bounds =
        [.. space.Dimensions.Select(d => (0.0, d.IsChoice ? double.PositiveInfinity : 1))];
    private readonly double[] _gradient = new double[space.Dimensions.Count];

    /// <summary>Improves genes in place, and returns the acquisition there.</summary>
    public double Improve(double[] genes, double value)
    {
        for (var i = 0; box is not null && i < genes.Length; i++) _bounds[i] = box.Bounds(i, genes[i]);
        for (var round = 0; round < MostRounds; round++)
        {
            var before = value;
            if (_free.Length > 0) value = Climb(genes, value);
            if (_listed.Length == 0) break;
            value = Choose(genes, value);
            if (value <= before + Tolerance) break;
        }

        return value;
    }

    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        for (var k = 0; k < _free.Length; k++) _genes[_free[k]] = x[k];
        var value = -acquisition.Evaluate(_genes, _gradient);
        for (var k = 0; k < _free.Length; k++) gradient[k] = -_gradient[_free[k]];
        return value;
    }

    private double Climb(double[] genes, double value)
    {
        genes.CopyTo(_genes, 0);
        var x = _free.Select(i => genes[i]).ToArray();
        var (lower, upper) = (_free.Select(i => _bounds[i].Lower).ToArray(), _free.Select(i => _bounds[i].Upper).ToArray());
        var found = -BoxMinimizer.Minimize(this, x, lower, upper, EvaluationsOfRound, Tolerance, 0.1);
        if (!(found > value)) return value;

        var isMoved = false;
        for (var k = 0; k < _free.Length; k++)
        {
            _genes[_free[k]] = space.Dimensions[_free[k]].Scale.Snap(x[k]);
            isMoved |= _genes[_free[k]] != x[k];
        }

        if (isMoved) found = acquisition.Value(_genes);
        if (!(found > value)) return value;
        _genes.CopyTo(genes, 0);
        return found;
    }

    private double Choose(double[] genes, double value)
    {
        foreach (var i in _listed)
        {
            var kept = genes[i];
            foreach (var candidate in space.Dimensions[i].Values!)
            {
                if (candidate == kept || candidate < _bounds[i].Lower || candidate > _bounds[i].Upper) continue;
                var current = genes[i];
                genes[i] = candidate;
                var found = acquisition.Value(genes);
                if (found > value) value = found;
                else genes[i] = current;
            }
        }

        return value;
    }
}
