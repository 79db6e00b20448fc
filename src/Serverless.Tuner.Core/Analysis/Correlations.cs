using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>Spearman's rank correlations: Pearson's of the ranks, ties with their mean rank (Spearman 1904).</summary>
internal static class Correlations
{
    private const int LeastTrials = 3;

    /// <summary>The correlations between the numeric parameters of a study and its value.</summary>
    public static CorrelationsView Of(AnalysedStudy study)
    {
        var numeric = study.Space.Parameters.Where(parameter => parameter is not CategoricalParameter).Select(p => p.Name).ToArray();
        double[][] columns =
        [
            .. numeric.Select(name => study.Complete.Select(trial => Number(trial, name)).ToArray()),
            [.. study.Complete.Select(trial => study.ValueOf(trial)!.Value)],
        ];
        // Where nothing is absent, the ranks of a column are the same beside any other.
        var ranks = Array.ConvertAll(columns, column => Array.Exists(column, double.IsNaN) ? null : Ranks(column));
        var matrix = new double?[columns.Length][];
        for (var i = 0; i < columns.Length; i++)
        {
            matrix[i] = new double?[columns.Length];
            for (var j = 0; j <= i; j++)
                matrix[i][j] = matrix[j][i] = ranks[i] is { } a && ranks[j] is { } b ? Pearson(a, b) : Spearman(columns[i], columns[j]);
        }

        return new CorrelationsView([.. numeric, study.Metric], matrix);
    }

    /// <summary>The rank correlation of two columns over the places at which both have a number; null where one does not vary.</summary>
    public static double? Spearman(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var both = Enumerable.Range(0, a.Count).Where(i => !double.IsNaN(a[i]) && !double.IsNaN(b[i])).ToArray();
        return Pearson(Ranks(Array.ConvertAll(both, i => a[i])), Ranks(Array.ConvertAll(both, i => b[i])));
    }

    /// <summary>The rank of each number, from 1; equal ones have their mean rank.</summary>
    public static double[] Ranks(double[] numbers)
    {
        var (order, ranks) = (Enumerable.Range(0, numbers.Length).ToArray(), new double[numbers.Length]);
        Array.Sort((double[])numbers.Clone(), order);
        for (int first = 0, end; first < order.Length; first = end)
        {
            end = first + 1;
            while (end < order.Length && numbers[order[end]] == numbers[order[first]]) end++;
            for (var i = first; i < end; i++) ranks[order[i]] = (first + 1 + end) / 2.0;
        }

        return ranks;
    }

    private static double Number(Trial trial, string name) =>
        trial.Parameters.TryGetValue(name, out var value) && value.IsNumber ? value.AsDouble() : double.NaN;

    private static double? Pearson(double[] a, double[] b)
    {
        if (a.Length < LeastTrials) return null;
        var (meanA, meanB) = (a.Average(), b.Average());
        double cross = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            cross += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }

        return squareA > 0 && squareB > 0 ? Math.Clamp(cross / Math.Sqrt(squareA * squareB), -1, 1) : null;
    }
}
