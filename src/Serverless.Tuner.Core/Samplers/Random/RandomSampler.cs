namespace Serverless.Tuner.Core.Samplers.Random;

/// <summary>Draws every parameter independently from its own distribution, whatever the history; a point that is excluded is drawn again.
/// </summary>
public sealed class RandomSampler : ISampler
{
    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new RandomSuggester(history.Space, history.Seed, history.Excluded);
}
