using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>Permutation importance: how much worse trees predict the trials that they have not seen, once those have each other's values
/// of a parameter.</summary>
/// <remarks>Breiman 2001, "Random Forests", Machine Learning 45, section 10. Trials that lack the parameter keep lacking it.</remarks>
internal static class PermutationImportance
{
    /// <summary>By how much the mean squared error grows for each of the forest's parameters, and how much of the variance the forest
    /// explains of trials it has not seen: 1 for all, 0 or less for nothing.</summary>
    public static (double[] Growth, double Explained) Of(RegressionForest forest)
    {
        var columns = forest.Columns;
        var growth = new double[columns.Parameters.Count];
        double error = 0, variance = 0;
        for (var tree = 0; tree < forest.Trees.Count; tree++)
        {
            var rows = forest.Unseen(tree);
            if (rows.Length == 0) continue;
            var own = Error(forest, tree, rows, (column, i) => columns.Columns[column][rows[i]]);
            error += own;
            variance += rows.Average(row => Math.Pow(columns.Losses[row] - columns.Mean, 2));
            for (var p = 0; p < growth.Length; p++)
            {
                var parameter = columns.Parameters[p];
                var others = Shuffled(rows, parameter, RegressionForest.RandomOf(tree, p));
                growth[p] += Error(
                    forest, tree, rows, (column, i) => columns.Columns[column][parameter.Has(column) ? others[i] : rows[i]]) - own;
            }
        }

        return (growth, variance > 0 ? 1 - (error / variance) : 0);
    }

    private static double Error(RegressionForest forest, int tree, int[] rows, Func<int, int, double> at)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var place = i;
            sum += Math.Pow(
                forest.Columns.Losses[rows[i]] - forest.Columns.Mean - forest.Trees[tree].Predict(column => at(column, place)), 2);
        }

        return sum / rows.Length;
    }

    /// <summary>For each row another one of those that have the parameter, each once (Fisher and Yates); itself for one that lacks it.
    /// </summary>
    private static int[] Shuffled(int[] rows, ForestParameter parameter, TrialRandom random)
    {
        var (others, having) = ((int[])rows.Clone(), Enumerable.Range(0, rows.Length).Where(i => parameter.IsThere[rows[i]]).ToArray());
        for (var i = having.Length - 1; i > 0; i--)
        {
            var j = (int)random.NextInt(i + 1);
            (others[having[i]], others[having[j]]) = (others[having[j]], others[having[i]]);
        }

        return others;
    }
}
