namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>A regression tree: the mean value of the trials that are alike.</summary>
/// <param name="Column">The column by which each node splits; −1 for a leaf. Node 0 is the root.</param>
/// <param name="Threshold">What goes to the left is at most that.</param>
/// <param name="Left">The left child of each node.</param>
/// <param name="Right">The right child of each node.</param>
/// <param name="Value">The mean of each node.</param>
internal sealed record RegressionTree(
    IReadOnlyList<int> Column, IReadOnlyList<double> Threshold, IReadOnlyList<int> Left, IReadOnlyList<int> Right,
    IReadOnlyList<double> Value)
{
    /// <summary>What the tree expects of a point.</summary>
    /// <param name="at">The number that the point has in a column.</param>
    public double Predict(Func<int, double> at)
    {
        var node = 0;
        while (Column[node] >= 0) node = at(Column[node]) <= Threshold[node] ? Left[node] : Right[node];
        return Value[node];
    }
}
