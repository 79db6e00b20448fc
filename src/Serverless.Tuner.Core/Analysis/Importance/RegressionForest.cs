using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>A random forest (Breiman 2001): trees that each learnt from a sample of the trials with repetition, from all columns.</summary>
internal sealed class RegressionForest
{
    /// <summary>How many trees there are in full.</summary>
    public const int FullSize = 64;

    // Fixed: the same trials have the same importances, whoever asks.
    private const long Seed = 20_140_621;

    private readonly int[][] _weights;

    private RegressionForest(ForestColumns columns, RegressionTree[] trees, int[][] weights)
    {
        (Columns, Trees) = (columns, trees);
        _weights = weights;
    }

    /// <summary>What it learnt from.</summary>
    public ForestColumns Columns { get; }

    /// <summary>The trees; they predict values less their mean.</summary>
    public IReadOnlyList<RegressionTree> Trees { get; }

    /// <summary>Grows a forest.</summary>
    public static RegressionForest Grow(ForestColumns columns, int size = FullSize)
    {
        var rows = columns.Losses.Length;
        var values = Array.ConvertAll(columns.Losses, loss => loss - columns.Mean);
        var sorted = Array.ConvertAll(columns.Columns, column =>
        {
            var order = Enumerable.Range(0, rows).ToArray();
            Array.Sort((double[])column.Clone(), order);
            return order;
        });
        var (trees, weights) = (new RegressionTree[size], new int[size][]);
        for (var tree = 0; tree < size; tree++)
        {
            var random = new TrialRandom(Seed, tree);
            weights[tree] = new int[rows];
            for (var i = 0; i < rows; i++) weights[tree][random.NextInt(rows)]++;
            trees[tree] = TreeGrower.Grow(columns.Columns, sorted, values, weights[tree], random);
        }

        return new RegressionForest(columns, trees, weights);
    }

    /// <summary>The trials that a tree has not learnt from.</summary>
    public int[] Unseen(int tree) => [.. Enumerable.Range(0, _weights[tree].Length).Where(row => _weights[tree][row] == 0)];

    /// <summary>A generator for one tree and one parameter.</summary>
    public static TrialRandom RandomOf(int tree, int parameter) => new(Seed + 1 + parameter, tree);
}
