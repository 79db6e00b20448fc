namespace Serverless.Tuner.Objectives.Digits;

/// <summary>The activation functions and their derivatives, in place.</summary>
internal static class ActivationFunctions
{
    /// <summary>Replaces each x by f(x).</summary>
    public static void Apply(this Activation activation, Span<double> values)
    {
        Func<double, double> f = activation switch
        {
            Activation.Relu => x => x > 0 || double.IsNaN(x) ? x : 0,
            Activation.Tanh => Math.Tanh,
            _ => x => 1 / (1 + Math.Exp(-x)),
        };
        foreach (ref var x in values) x = f(x);
    }

    /// <summary>Multiplies each gradient by f'(x), which for all three follows from <paramref name="activated"/>, f(x).</summary>
    public static void MultiplyByDerivative(this Activation activation, ReadOnlySpan<double> activated, Span<double> gradients)
    {
        Func<double, double, double> multiply = activation switch
        {
            Activation.Relu => (gradient, y) => y > 0 ? gradient : 0,
            Activation.Tanh => (gradient, y) => gradient * (1 - (y * y)),
            _ => (gradient, y) => gradient * (y * (1 - y)),
        };
        for (var i = 0; i < gradients.Length; i++) gradients[i] = multiply(gradients[i], activated[i]);
    }
}
