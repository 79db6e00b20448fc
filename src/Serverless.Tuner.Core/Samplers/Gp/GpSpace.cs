using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>
/// The dimensions that are modelled: every parameter of more than one value or, of very many, those that correlate most with the scores.
/// A point is searched as its genes, a coordinate for each dimension whether it
/// exists or not; where it does not, the kernel sees a value that stands for absence.
/// </summary>
internal sealed class GpSpace
{
    /// <summary>More dimensions than this are not modelled: there are too few trials to learn them.</summary>
    public const int MostDimensions = 100;

    private readonly PointEncoding _encoding;
    private readonly bool _isConditional;
    private readonly int[] _relevant;
    private readonly int?[] _geneOf;
    private readonly double[] _rest;
    private readonly double[] _point;

    /// <param name="history">The study.</param>
    /// <param name="scored">Trials with a score each, by which parameters are chosen when there are too many.</param>
    public GpSpace(SamplerHistory history, IReadOnlyList<(EncodedTrial Trial, double Score)> scored)
    {
        _encoding = history.Encoding;
        var free = Enumerable.Range(0, _encoding.Dimensions).Where(i => !_encoding.Scales[i].IsConstant).ToArray();
        if (free.Length > MostDimensions) free = MostRelevant(free, scored);
        Dimensions = [.. free.Select(i => new GpDimension(i, _encoding.Scales[i]))];
        IsChoice = [.. Dimensions.Select(d => d.IsChoice)];
        _geneOf = new int?[_encoding.Dimensions];
        for (var i = 0; i < free.Length; i++) _geneOf[free[i]] = i;
        _isConditional = history.Space.IsConditional;
        _relevant = _isConditional ? Ancestry(history.Space, free) : free;
        _rest = new double[_encoding.Dimensions];
        _point = new double[_encoding.Dimensions];
    }

    public int Parameters => _rest.Length;

    public IReadOnlyList<GpDimension> Dimensions { get; }

    public IReadOnlyList<bool> IsChoice { get; }

    public void SetRest(ReadOnlySpan<double> genesOfAll) => genesOfAll.CopyTo(_rest);

    public double[] Features(ReadOnlySpan<double> point)
    {
        var features = new double[Dimensions.Count];
        Features(point, features);
        return features;
    }

    /// <summary>Writes the features of a trial's point.</summary>
    public void Features(ReadOnlySpan<double> point, Span<double> features)
    {
        for (var i = 0; i < features.Length; i++)
        {
            var x = point[Dimensions[i].Parameter];
            features[i] = double.IsNaN(x) ? Dimensions[i].Absent : x;
        }
    }

    /// <summary>The features of genes.</summary>
    public void Express(ReadOnlySpan<double> genes, Span<double> features)
    {
        if (!_isConditional)
        {
            genes.CopyTo(features);
            return;
        }

        foreach (var i in _relevant) _point[i] = _encoding.IsActive(i, _point) ? Coordinate(i, genes) : double.NaN;
        Features(_point, features);
    }

    /// <summary>The whole point of genes, NaN where a parameter is absent; its discrete coordinates are those of values.</summary>
    public void Complete(ReadOnlySpan<double> genes, Span<double> point)
    {
        for (var i = 0; i < point.Length; i++)
            point[i] = _isConditional && !_encoding.IsActive(i, point) ? double.NaN : Coordinate(i, genes);
    }

    /// <summary>Whether a dimension exists for the genes that <see cref="Express"/> saw last.</summary>
    public bool IsActive(int dimension) => !_isConditional || !double.IsNaN(_point[Dimensions[dimension].Parameter]);

    private double Coordinate(int parameter, ReadOnlySpan<double> genes) => _geneOf[parameter] is { } gene ? genes[gene] : _rest[parameter];

    /// <summary>The parameters and all that their conditions rest on, parents first.</summary>
    private static int[] Ancestry(SearchSpace space, int[] parameters)
    {
        var indices = space.IndicesByName();
        var found = new SortedSet<int>(parameters);
        var open = new Stack<int>(parameters);
        while (open.TryPop(out var i))
            foreach (var condition in space.Parameters[i].When)
                if (found.Add(indices[condition.Parent])) open.Push(indices[condition.Parent]);
        return [.. found];
    }

    /// <summary>The parameters whose coordinates tell most about the score:
    /// by correlation, or by how far the choices' means differ.</summary>
    private int[] MostRelevant(int[] free, IReadOnlyList<(EncodedTrial Trial, double Score)> scored)
    {
        var mean = scored.Count == 0 ? 0 : scored.Average(s => s.Score);
        return [.. free.OrderByDescending(Share).Take(MostDimensions).Order()];

        double Share(int parameter)
        {
            var isChoice = _encoding.Scales[parameter] is ChoiceScale;
            var (covariance, variance) = (0.0, 1e-9);
            var groups = new Dictionary<double, (double Sum, int Count)>();
            foreach (var (trial, score) in scored)
            {
                var x = trial.Point[parameter];
                if (double.IsNaN(x)) continue;
                var u = x - 0.5;
                covariance += u * (score - mean);
                variance += u * u;
                if (isChoice) groups[x] = groups.TryGetValue(x, out var g) ? (g.Sum + score - mean, g.Count + 1) : (score - mean, 1);
            }

            return isChoice ? groups.Values.Sum(g => g.Sum * g.Sum / g.Count) : covariance * covariance / variance;
        }
    }
}
