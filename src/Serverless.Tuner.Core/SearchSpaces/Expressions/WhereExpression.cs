namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>A comparison of sums and products of parameters that a point has to keep, such as <c>layers * units1 &lt;= 4096</c>.</summary>
internal sealed class WhereExpression
{
    private readonly WhereStep[] _steps;
    private readonly Comparison _comparison;

    /// <param name="text">The expression however it was spaced.</param>
    /// <param name="names">The parameters that it names, none twice.</param>
    /// <param name="steps">Both sides in postfix order, the left one first.</param>
    /// <param name="comparison">How they are to compare.</param>
    public WhereExpression(string text, IReadOnlyList<WhereName> names, WhereStep[] steps, Comparison comparison) =>
        (Text, Names, _steps, _comparison) = (text, names, steps, comparison);

    /// <summary>The expression, spaced in one way.</summary>
    public string Text { get; }

    /// <summary>The parameters that it names, none twice.</summary>
    public IReadOnlyList<WhereName> Names { get; }

    /// <summary>Whether a point keeps it; one that lacks a parameter of it does.</summary>
    public bool IsKeptBy(IReadOnlyDictionary<string, ParameterValue> point)
    {
        Span<double> values = stackalloc double[Names.Count];
        var areWhole = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (!point.TryGetValue(Names[i].Name, out var value) || !value.IsNumber) return true;
            values[i] = value.AsDouble();
            areWhole &= values[i] == Math.Floor(values[i]);
        }

        // Beside each number the size of all that it was summed of.
        Span<(double Value, double Size)> stack = stackalloc (double, double)[_steps.Length];
        var top = -1;
        foreach (var step in _steps)
        {
            if (step.Operation is WhereOperation.Number or WhereOperation.Name)
            {
                var value = step.Operation == WhereOperation.Number ? step.Value : values[step.Name];
                areWhole &= value == Math.Floor(value);
                stack[++top] = (value, Math.Abs(value));
                continue;
            }

            if (step.Operation == WhereOperation.Negate)
            {
                stack[top].Value = -stack[top].Value;
                continue;
            }

            var right = stack[top--];
            ref var left = ref stack[top];
            left = step.Operation switch
            {
                WhereOperation.Add => (left.Value + right.Value, left.Size + right.Size),
                WhereOperation.Subtract => (left.Value - right.Value, left.Size + right.Size),
                _ => (left.Value * right.Value, left.Size * right.Size),
            };
        }

        return _comparison.Holds(stack[0].Value, stack[1].Value, areWhole ? 0 : stack[0].Size + stack[1].Size);
    }

    /// <summary>Whether it holds for all values of its parameters (true), for none (false), or that is not known (null).</summary>
    /// <param name="ranges">Between what the values of each parameter lie, in the order of <see cref="Names"/>.</param>
    public bool? Over(ReadOnlySpan<Interval> ranges)
    {
        var stack = new Stack<Interval>();
        foreach (var step in _steps)
        {
            if (step.Operation is WhereOperation.Number) stack.Push(Interval.Of(step.Value));
            else if (step.Operation is WhereOperation.Name) stack.Push(ranges[step.Name]);
            else if (step.Operation is WhereOperation.Negate) stack.Push(stack.Pop().Negated());
            else
            {
                var (right, left) = (stack.Pop(), stack.Pop());
                stack.Push(step.Operation switch
                {
                    WhereOperation.Add => left.Plus(right),
                    WhereOperation.Subtract => left.Plus(right.Negated()),
                    _ => left.Times(right),
                });
            }
        }

        var last = stack.Pop();
        return _comparison.Over(stack.Pop(), last);
    }
}
