using System.Globalization;

namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Functions that explode in a quarter of their space, as a training with too high a learning rate does.</summary>
internal static class Diverging
{
    /// <summary>A function that has a huge value in the lowest quarter of a parameter's range, or in the highest.</summary>
    /// <param name="function">The function.</param>
    /// <param name="value">The value there.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="isHigh">Whether it is the highest quarter.</param>
    public static TestFunction Of(TestFunction function, double value, int parameter = 0, bool isHigh = false)
    {
        var p = function.Parameters[parameter];
        var (low, high) = (p.Low!.Value, p.High!.Value);
        var edge = isHigh ? high - ((high - low) / 4) : low + ((high - low) / 4);
        var text = value.ToString("0e0", CultureInfo.InvariantCulture);
        return function with
        {
            Name = $"{function.Name}-{text}",
            Definition = FormattableString.Invariant($"{function.Definition}; {text} where {p.Name} {(isHigh ? '>' : '<')} {edge}"),
            Evaluate = point => point[p.Name].AsDouble() is var x && (isHigh ? x > edge : x < edge)
                ? new FunctionValue([value])
                : function.Evaluate(point),
        };
    }
}
