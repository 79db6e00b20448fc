namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Looks for the point of the highest acquisition: among points all over the
/// space and near the best known ones, the best of which are then refined.</summary>
/// <param name="space">The dimensions.</param>
/// <param name="acquisition">What is maximised.</param>
/// <param name="options">How many points are compared.</param>
/// <param name="box">Where it is looked for; null for all over the space.</param>
internal sealed class CandidateSearch(GpSpace space, Acquisition acquisition, GpOptions options, SearchBox? box = null)
{
    // The more dimensions, the fewer candidates: each takes more time and covers less of the space.
    private const int MostCells = 40_000;
    private const double NearShare = 0.3;

    // Standard deviations around a known point: from the width of a basin to that of its bottom.
    private static readonly double[] Widths = [0.2, 0.05, 0.01];

    /// <summary>Genes with their acquisition, by falling acquisition: first the refined ones, then the other candidates.</summary>
    /// <param name="incumbents">The genes of the best known points, the best first.</param>
    /// <param name="random">The suggestion's generator.</param>
    public IEnumerable<(double[] Genes, double Value)> Ranked(IReadOnlyList<double[]> incumbents, TrialRandom random)
    {
        var count = Math.Clamp(MostCells / Math.Max(1, space.Dimensions.Count), 50, options.NCandidates);
        var near = incumbents.Count == 0 ? 0 : (int)(count * NearShare);
        var genes = new double[count][];
        var isOnLines = box is not null && random.NextInt(2) == 0;
        for (var k = 0; k < count; k++)
            genes[k] = isOnLines ? box!.OnLine(k, random)
                : box is not null ? box.Inside(k, random)
                : k < near
                ? Near(incumbents[k % incumbents.Count], Widths[k / incumbents.Count % Widths.Length], random)
                : Anywhere(random);

        var values = acquisition.Values(genes);
        var order = Enumerable.Range(0, count).OrderByDescending(k => values[k]).ThenBy(k => k).ToArray();
        var search = new LocalSearch(space, acquisition, box);
        var refined = new List<(double[] Genes, double Value)>();
        foreach (var k in Starts(order, genes))
        {
            var start = (double[])genes[k].Clone();
            refined.Add((start, search.Improve(start, values[k])));
        }

        return refined.OrderByDescending(r => r.Value).Concat(order.Select(k => (genes[k], values[k])));
    }

    private double[] Anywhere(TrialRandom random)
    {
        var genes = new double[space.Dimensions.Count];
        for (var i = 0; i < genes.Length; i++) genes[i] = space.Dimensions[i].Draw(random);
        return genes;
    }

    /// <summary>A known point with some of its coordinates moved, or with one choice drawn anew.</summary>
    private double[] Near(double[] centre, double width, TrialRandom random)
    {
        var genes = (double[])centre.Clone();
        var moved = Math.Clamp(3.0 / genes.Length, 0.3, 1);
        var always = (int)random.NextInt(genes.Length);
        for (var i = 0; i < genes.Length; i++)
        {
            if (i != always && random.NextDouble() >= moved) continue;
            var dimension = space.Dimensions[i];
            if (dimension.IsChoice)
            {
                if (i == always || random.NextDouble() < 0.2) genes[i] = dimension.Draw(random);
                continue;
            }

            var x = genes[i] + (width * random.NextGaussian());
            // Reflected rather than clamped, so that few candidates lie on a bound.
            if (x < 0) x = -x;
            if (x > 1) x = 2 - x;
            genes[i] = dimension.Place(Math.Clamp(x, 0, 1));
        }

        return genes;
    }

    /// <summary>The best candidates that are not close to a better one.</summary>
    private IEnumerable<int> Starts(int[] order, double[][] genes)
    {
        var chosen = new List<int>();
        var least = box?.LeastDistance ?? 0.01 * space.Dimensions.Count;
        foreach (var k in order)
        {
            if (chosen.Count == options.NLocalSearches) break;
            if (chosen.Count > 0 && !chosen.All(c => Distance(genes[c], genes[k]) > least)) continue;
            chosen.Add(k);
        }

        return chosen;
    }

    private double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += space.IsChoice[i] ? (a[i] == b[i] ? 0 : 1) : (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
