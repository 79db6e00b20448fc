using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>A user's sampler: <c>x</c> is its option divided by the trial's number and one. It has no use for two directions.</summary>
public sealed class OwnSampler(OwnSampler.Settings settings) : ISampler
{
    public string? Refusal(SearchSpace space, IReadOnlyList<Direction> directions) => directions.Count > 1 ? "own has one objective" : null;

    public ISuggester Prepare(SamplerHistory history) => new Suggester(settings);

    public sealed record Settings
    {
        [Range(0.0, 1.0)]
        public required double Start { get; init; }
    }

    private sealed class Suggester(Settings settings) : ISuggester
    {
        public IReadOnlyDictionary<string, ParameterValue> Suggest(int number) =>
            new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(settings.Start / (number + 1)) };
    }
}
