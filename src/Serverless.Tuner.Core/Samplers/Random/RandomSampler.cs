namespace Serverless.Tuner.Core.Samplers.Random;

/// <summary>Draws every parameter independently from its own distribution, whatever the history.</summary>
public sealed class RandomSampler : ISampler
{
    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new RandomSuggester(history.Space, history.Seed);
}
