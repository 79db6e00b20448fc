using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

public sealed class AutoSamplerTests : BuiltInSamplerTests
{
    protected override string Type => "auto";

    protected override string Fingerprint => "161220F6832B6C9F";

    [Theory]
    [InlineData(1, 60, "gp")]
    [InlineData(1, 61, "tpe")]
    [InlineData(2, 60, "gp")]
    [InlineData(2, 61, "tpe")]
    [InlineData(4, 3, "tpe")]
    public void Suggest_BySpaceAndDirections_AsksTheSamplerThatSuits(int directions, int parameters, string expected)
    {
        var space = SearchSpace.From([.. Enumerable.Range(0, parameters).Select(i => Spaces.Float($"x{i}", 0, 1))]);
        var random = new TrialRandom(1, 1);
        var history = new SamplerHistory(space, [.. Enumerable.Repeat(Direction.Minimize, directions)], 1);
        for (var number = 0; number < 20; number++)
        {
            var point = space.Parameters.ToDictionary(p => p.Name, _ => ParameterValue.Of(random.NextDouble()));
            history.Set(
                new SampledTrial(
                    number, TrialState.Complete, point, [.. Enumerable.Range(0, directions).Select(_ => random.NextDouble())]));
        }

        AssertSame(Suggest(expected), Suggest("auto"));

        IReadOnlyDictionary<string, ParameterValue> Suggest(string type) =>
            SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = type }).Prepare(history).Suggest(20);
    }
}
