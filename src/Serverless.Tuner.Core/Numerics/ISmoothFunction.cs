namespace Serverless.Tuner.Core.Numerics;

/// <summary>A function of several variables with its gradient.</summary>
internal interface ISmoothFunction
{
    /// <summary>The value at <paramref name="x"/>, and its gradient; a value
    /// that is not finite means that x is out of the function's reach.</summary>
    double Evaluate(ReadOnlySpan<double> x, Span<double> gradient);
}
