namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>The leaves of a tree as boxes of the search space: which cells of each parameter's axis each of them covers.</summary>
/// <remarks>
/// A number's cells lie between the tree's thresholds. A categorical's are, up to eight choices, all patterns of its columns, possible or
/// not, each as likely as any other: so does Optuna's fANOVA weigh them. With more choices they are the choices.
/// </remarks>
internal sealed class TreeBoxes
{
    private const int MostPatternBits = 8;

    private readonly ForestColumns _columns;
    private readonly RegressionTree _tree;
    private readonly double[][] _edges;
    private readonly ulong[][] _patterns;

    public TreeBoxes(ForestColumns columns, RegressionTree tree)
    {
        (_columns, _tree) = (columns, tree);
        _edges = [.. columns.Columns.Select((_, column) => Edges(column))];
        _patterns = [.. columns.Parameters.Select(Patterns)];
        Sizes = [.. columns.Parameters.Select((parameter, p) => SizesOf(parameter, p))];
        Leaves = [.. FindLeaves()];
        Mean = Leaves.Sum(leaf => leaf.Volume * leaf.Value);
        Variance = Leaves.Sum(leaf => leaf.Volume * Math.Pow(leaf.Value - Mean, 2));
    }

    /// <summary>The size of each cell of each parameter; those of a parameter sum to 1.</summary>
    public double[][] Sizes { get; }

    /// <summary>The leaves; their volumes sum to 1.</summary>
    public IReadOnlyList<TreeLeaf> Leaves { get; }

    /// <summary>The mean of the tree over the space.</summary>
    public double Mean { get; }

    /// <summary>The variance of the tree over the space.</summary>
    public double Variance { get; }

    private double[] Edges(int column) =>
    [
        0, .. Enumerable.Range(0, _tree.Column.Count).Where(node => _tree.Column[node] == column).Select(node => _tree.Threshold[node])
            .Distinct().Order(), 1,
    ];

    private ulong[] Patterns(ForestParameter parameter)
    {
        if (!parameter.IsCategorical) return [];
        return parameter.Columns <= MostPatternBits
            ? [.. Enumerable.Range(0, 1 << parameter.Columns).Select(pattern => (ulong)pattern)]
            : [.. Enumerable.Range(0, parameter.Columns).Select(choice => 1UL << choice)];
    }

    private double[] SizesOf(ForestParameter parameter, int p) => parameter.IsCategorical
        ? [.. Enumerable.Repeat(1.0 / _patterns[p].Length, _patterns[p].Length)]
        : [.. _edges[parameter.First].Zip(_edges[parameter.First].Skip(1), (low, high) => high - low)];

    private IEnumerable<TreeLeaf> FindLeaves()
    {
        var whole = _columns.Parameters.Select((parameter, p) => parameter.IsCategorical
            ? new CellSet(0, 0, [.. Enumerable.Range(0, _patterns[p].Length)], 1)
            : new CellSet(0, Sizes[p].Length, null, 1)).ToArray();
        var parameterOf = _columns.Parameters.SelectMany((parameter, p) => Enumerable.Repeat(p, parameter.Columns)).ToArray();
        var open = new Stack<(int Node, CellSet[] Cells)>([(0, whole)]);
        while (open.TryPop(out var next))
        {
            var (node, cells) = next;
            if (_tree.Column[node] is var column && column < 0)
            {
                // Impossible combinations of more choices than have patterns have no volume.
                var volume = cells.Aggregate(1.0, (product, set) => product * set.Size);
                if (volume > 0) yield return new TreeLeaf(cells, volume, _tree.Value[node]);
                continue;
            }

            var p = parameterOf[column];
            var (left, right) = _columns.Parameters[p].IsCategorical
                ? SplitChoice(cells[p], p, column - _columns.Parameters[p].First)
                : SplitNumber(cells[p], column, _tree.Threshold[node]);
            open.Push((_tree.Left[node], With(cells, p, left)));
            open.Push((_tree.Right[node], With(cells, p, right)));
        }
    }

    private (CellSet Left, CellSet Right) SplitNumber(CellSet cells, int column, double threshold)
    {
        var (edges, at) = (_edges[column], Array.BinarySearch(_edges[column], threshold));
        return (
            new CellSet(cells.From, at, null, edges[at] - edges[cells.From]),
            new CellSet(at, cells.To, null, edges[cells.To] - edges[at]));
    }

    private (CellSet Left, CellSet Right) SplitChoice(CellSet cells, int p, int bit)
    {
        var with = Array.FindAll(cells.List!, cell => (_patterns[p][cell] >> bit & 1) == 1);
        var without = Array.FindAll(cells.List!, cell => (_patterns[p][cell] >> bit & 1) == 0);
        return (Of(without), Of(with));

        CellSet Of(int[] list) => new(0, 0, list, (double)list.Length / _patterns[p].Length);
    }

    private static CellSet[] With(CellSet[] cells, int p, CellSet set)
    {
        var copy = (CellSet[])cells.Clone();
        copy[p] = set;
        return copy;
    }
}
