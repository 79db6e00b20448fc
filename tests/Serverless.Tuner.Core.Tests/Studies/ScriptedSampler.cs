namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>A sampler that suggests what a test says, and shows it what the sampler is told.</summary>
internal sealed class ScriptedSampler(Func<int, SamplerHistory, IReadOnlyDictionary<string, ParameterValue>> suggest) : ISampler
{
    public ISuggester Prepare(SamplerHistory history) => new Suggester(number => suggest(number, history));

    private sealed class Suggester(Func<int, IReadOnlyDictionary<string, ParameterValue>> suggest) : ISuggester
    {
        public IReadOnlyDictionary<string, ParameterValue> Suggest(int number) => suggest(number);
    }
}
