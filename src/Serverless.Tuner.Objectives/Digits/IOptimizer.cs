namespace Serverless.Tuner.Objectives.Digits;

/// <summary>Moves one array of weights along its gradients, and remembers what it needs for the next step.</summary>
internal interface IOptimizer
{
    void Step(Span<double> weights, ReadOnlySpan<double> gradients);
}
