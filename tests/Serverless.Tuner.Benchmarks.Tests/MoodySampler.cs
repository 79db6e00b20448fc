namespace Serverless.Tuner.Benchmarks.Tests;

/// <summary>A sampler as none should be: it draws from a source of its own.</summary>
public sealed class MoodySampler : ISampler
{
    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new Suggester(history);

    private sealed class Suggester(SamplerHistory history) : ISuggester
    {
        public IReadOnlyDictionary<string, ParameterValue> Suggest(int number) =>
            SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("random"))
                .Prepare(new SamplerHistory(history.Space, history.Directions, Random.Shared.NextInt64())).Suggest(number);
    }
}
