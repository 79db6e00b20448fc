using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>Grows a regression tree to its full height by the splits that lessen the squared error most.</summary>
/// <remarks>
/// Breiman, Friedman, Olshen and Stone 1984, Classification and Regression Trees, chapter 8. Each column is sorted once; a split divides
/// its order among the children, so that a level of the tree costs one pass over the columns.
/// </remarks>
internal sealed class TreeGrower
{
    private const int MostDepth = 64;

    private readonly double[][] _columns;
    private readonly double[] _values;
    private readonly int[] _weights;
    private readonly TrialRandom _random;

    // The trials of the sample by each column; a node has the same stretch of each.
    private readonly int[][] _orders;
    private readonly int[] _aside;
    private readonly bool[] _goesLeft;

    private readonly List<int> _column = [], _left = [], _right = [];
    private readonly List<double> _threshold = [], _value = [];

    private TreeGrower(double[][] columns, int[][] sorted, double[] values, int[] weights, TrialRandom random)
    {
        (_columns, _values, _weights, _random) = (columns, values, weights, random);
        _orders = Array.ConvertAll(sorted, order => Array.FindAll(order, row => weights[row] > 0));
        _aside = new int[values.Length];
        _goesLeft = new bool[values.Length];
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="columns">Each column's number for each trial.</param>
    /// <param name="sorted">The trials by each column.</param>
    /// <param name="values">What is learnt.</param>
    /// <param name="weights">How often each trial is in the tree's sample.</param>
    /// <param name="random">Decides between columns that are equally good.</param>
    public static RegressionTree Grow(double[][] columns, int[][] sorted, double[] values, int[] weights, TrialRandom random)
    {
        var grower = new TreeGrower(columns, sorted, values, weights, random);
        grower.Grow();
        return new RegressionTree(grower._column, grower._threshold, grower._left, grower._right, grower._value);
    }

    private void Grow()
    {
        var open = new Stack<(int Node, int From, int To, int Depth)>();
        open.Push((AddNode(0, _orders[0].Length), 0, _orders[0].Length, 0));
        while (open.TryPop(out var next))
        {
            var (node, from, to, depth) = next;
            if (depth == MostDepth || IsPure(from, to) || BestSplit(from, to) is not var (column, at)) continue;
            var order = _orders[column];
            _column[node] = column;
            _threshold[node] = 0.5 * (_columns[column][order[at - 1]] + _columns[column][order[at]]);
            Divide(column, from, at, to);
            _left[node] = AddNode(from, at);
            _right[node] = AddNode(at, to);
            open.Push((_left[node], from, at, depth + 1));
            open.Push((_right[node], at, to, depth + 1));
        }
    }

    private int AddNode(int from, int to)
    {
        double sum = 0, weight = 0;
        foreach (var row in _orders[0].AsSpan(from, to - from))
        {
            sum += _weights[row] * _values[row];
            weight += _weights[row];
        }

        _column.Add(-1);
        _threshold.Add(0);
        _left.Add(0);
        _right.Add(0);
        _value.Add(sum / weight);
        return _value.Count - 1;
    }

    private bool IsPure(int from, int to)
    {
        var order = _orders[0];
        for (var i = from + 1; i < to; i++)
            if (_values[order[i]] != _values[order[from]]) return false;
        return true;
    }

    /// <summary>The column to split a stretch by, and where in its order the right part begins; null when all are constant.</summary>
    private (int Column, int At)? BestSplit(int from, int to)
    {
        double sum = 0, weight = 0;
        foreach (var row in _orders[0].AsSpan(from, to - from))
        {
            sum += _weights[row] * _values[row];
            weight += _weights[row];
        }

        var (best, bestColumn, bestAt) = (double.NegativeInfinity, -1, -1);
        // Of columns that are equally good none is preferred throughout.
        var first = (int)_random.NextInt(_columns.Length);
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = (first + i) % _columns.Length;
            if (BestOf(column, from, to, sum, weight, ref best) is not { } at) continue;
            (bestColumn, bestAt) = (column, at);
        }

        return bestColumn < 0 ? null : (bestColumn, bestAt);
    }

    /// <summary>Where to split a column's stretch; null when nowhere is better than <paramref name="best"/>.</summary>
    private int? BestOf(int column, int from, int to, double sum, double weight, ref double best)
    {
        var (order, numbers, at) = (_orders[column], _columns[column], -1);
        if (numbers[order[from]] == numbers[order[to - 1]]) return null;
        double left = 0, leftWeight = 0;
        for (var i = from; i < to - 1; i++)
        {
            var row = order[i];
            left += _weights[row] * _values[row];
            leftWeight += _weights[row];
            if (numbers[row] == numbers[order[i + 1]]) continue;
            var right = sum - left;
            // The rest of the squared error is the same for any split.
            var gain = (left * left / leftWeight) + (right * right / (weight - leftWeight));
            if (gain > best) (best, at) = (gain, i + 1);
        }

        return at < 0 ? null : at;
    }

    /// <summary>Divides a stretch of every column's order, each part still sorted.</summary>
    private void Divide(int column, int from, int at, int to)
    {
        for (var i = from; i < to; i++) _goesLeft[_orders[column][i]] = i < at;
        foreach (var order in _orders)
        {
            var (left, right) = (from, 0);
            for (var i = from; i < to; i++)
                if (_goesLeft[order[i]]) order[left++] = order[i];
                else _aside[right++] = order[i];
            Array.Copy(_aside, 0, order, left, right);
        }
    }
}
