namespace Serverless.Tuner.Objectives.Digits;

/// <summary>The activation functions and their derivatives, in place.</summary>
internal static class ActivationFunctions
{
    /// <summary>Replaces each x by f(x).</summary>
    public static void Apply(this Activation activation, Span<double> values)
    {
        switch (activation)
        {
            case Activation.Relu:
                foreach (ref var x in values) x = x > 0 || double.IsNaN(x) ? x : 0;
                break;
            case Activation.Tanh:
                foreach (ref var x in values) x = Math.Tanh(x);
                break;
            default:
                foreach (ref var x in values) x = 1 / (1 + Math.Exp(-x));
                break;
        }
    }

    /// <summary>Multiplies each gradient by f'(x), which for all three follows from <paramref name="activated"/>, f(x).</summary>
    public static void MultiplyByDerivative(this Activation activation, ReadOnlySpan<double> activated, Span<double> gradients)
    {
        switch (activation)
        {
            case Activation.Relu:
                for (var i = 0; i < gradients.Length; i++) gradients[i] = activated[i] > 0 ? gradients[i] : 0;
                break;
            case Activation.Tanh:
                for (var i = 0; i < gradients.Length; i++) gradients[i] *= 1 - (activated[i] * activated[i]);
                break;
            default:
                for (var i = 0; i < gradients.Length; i++) gradients[i] *= activated[i] * (1 - activated[i]);
                break;
        }
    }
}
