namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>fANOVA: how much of the variance of a forest over the whole search space each parameter explains, and each pair.</summary>
/// <remarks>
/// Hutter, Hoos and Leyton-Brown 2014, "An Efficient Approach for Assessing Hyperparameter Importance" (ICML), section 3. A tree is
/// constant on boxes, so that its mean over all parameters but one or two is a sum over its leaves, on a grid of cells between its
/// thresholds: exact, by differences at the edges of each leaf.
/// </remarks>
internal static class Fanova
{
    /// <summary>For each parameter of the forest the share of the variance that it explains alone.</summary>
    public static double[] Singles(IReadOnlyList<TreeBoxes> trees)
    {
        var shares = new double[trees.Count == 0 ? 0 : trees[0].Sizes.Length];
        foreach (var tree in trees)
            for (var p = 0; p < shares.Length; p++) shares[p] += Single(tree, p) / tree.Variance / trees.Count;
        return shares;
    }

    /// <summary>The share of the variance that two parameters explain together beyond what each explains alone.</summary>
    public static double Pair(IReadOnlyList<TreeBoxes> trees, int first, int second) => trees.Count == 0
        ? 0
        : trees.Average(tree => Math.Max(0, Together(tree, first, second) - Single(tree, first) - Single(tree, second)) / tree.Variance);

    /// <summary>The trees of a forest that vary at all, as boxes.</summary>
    public static IReadOnlyList<TreeBoxes> Boxes(RegressionForest forest) =>
        [.. forest.Trees.Select(tree => new TreeBoxes(forest.Columns, tree)).Where(boxes => boxes.Variance > 0)];

    private static double Single(TreeBoxes tree, int p)
    {
        var means = new double[tree.Sizes[p].Length + 1];
        foreach (var leaf in tree.Leaves)
        {
            var cells = leaf.Cells[p];
            Add(means, cells, (leaf.Value - tree.Mean) * leaf.Volume / cells.Size);
        }

        if (!IsList(tree, p)) Integrate(means);
        return VarianceOf(means, tree.Sizes[p]);
    }

    private static double Together(TreeBoxes tree, int first, int second)
    {
        // Rows are the cells of a list, if either parameter has such.
        if (!IsList(tree, first) && IsList(tree, second)) (first, second) = (second, first);
        var (rows, width) = (tree.Sizes[first].Length + 1, tree.Sizes[second].Length + 1);
        var means = new double[rows * width];
        foreach (var leaf in tree.Leaves)
        {
            var (own, other) = (leaf.Cells[first], leaf.Cells[second]);
            var amount = (leaf.Value - tree.Mean) * leaf.Volume / (own.Size * other.Size);
            foreach (var row in own.List ?? [own.From]) Add(means.AsSpan(row * width, width), other, amount);
            if (own.List is null) Add(means.AsSpan(own.To * width, width), other, -amount);
        }

        var (sum, isSummed) = (0.0, !IsList(tree, first));
        for (var row = 0; row < rows - 1; row++)
        {
            var line = means.AsSpan(row * width, width);
            if (!IsList(tree, second)) Integrate(line);
            if (isSummed && row > 0)
                for (var i = 0; i < width; i++) line[i] += means[((row - 1) * width) + i];
            sum += tree.Sizes[first][row] * VarianceOf(line, tree.Sizes[second]);
        }

        return sum;
    }

    private static bool IsList(TreeBoxes tree, int p) => tree.Leaves[0].Cells[p].List is not null;

    private static void Add(Span<double> means, CellSet cells, double amount)
    {
        if (cells.List is { } list)
        {
            foreach (var cell in list) means[cell] += amount;
            return;
        }

        means[cells.From] += amount;
        means[cells.To] -= amount;
    }

    private static void Integrate(Span<double> differences)
    {
        for (var i = 1; i < differences.Length; i++) differences[i] += differences[i - 1];
    }

    /// <summary>The mean square of numbers whose mean is 0.</summary>
    private static double VarianceOf(ReadOnlySpan<double> means, double[] sizes)
    {
        var sum = 0.0;
        for (var i = 0; i < sizes.Length; i++) sum += sizes[i] * means[i] * means[i];
        return sum;
    }
}
