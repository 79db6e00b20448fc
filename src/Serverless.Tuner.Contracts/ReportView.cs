namespace Serverless.Tuner.Contracts;

/// <summary>One intermediate value, or one of each direction of a study with several.</summary>
/// <param name="Step">The step, 0 or more: an epoch, a fold, a rung.</param>
/// <param name="Value">The value at it; with several directions that of the first.</param>
/// <param name="CostUsd">What the evaluation had cost by then in US dollars, where the objective reports it.</param>
public sealed record ReportView(int Step, double Value, decimal? CostUsd = null)
{
    /// <summary>The value of each direction at it, in their order; null where one number was reported. Who tells it may leave
    /// <c>value</c> out.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>A report with a value of each direction.</summary>
    /// <param name="step">The step, 0 or more.</param>
    /// <param name="values">The values, one at least.</param>
    /// <param name="costUsd">What the evaluation had cost by then in US dollars.</param>
    public static ReportView Of(int step, IReadOnlyList<double> values, decimal? costUsd = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("A report has one value at least.", nameof(values));
        return new ReportView(step, values[0], costUsd) { Values = values };
    }
}
