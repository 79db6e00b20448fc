using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>One intermediate value as an attempt at a trial reported it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The value at it; finite. With several directions that of the first.</param>
/// <param name="Cost">What the attempt had cost by then, where its objective says so.</param>
public readonly record struct Report(int Step, double Value, Money? Cost)
{
    /// <summary>The value of each direction at it, two or more; null where one number was reported.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>All that was reported at the step.</summary>
    public IReadOnlyList<double> Vector => Values ?? [Value];

    /// <summary>A report of one number, or of several.</summary>
    /// <param name="step">The step.</param>
    /// <param name="vector">What was reported at it, one value at least.</param>
    /// <param name="cost">What the attempt had cost by then.</param>
    public static Report Of(int step, IReadOnlyList<double> vector, Money? cost) =>
        new(step, vector[0], cost) { Values = vector.Count > 1 ? vector : null };
}
