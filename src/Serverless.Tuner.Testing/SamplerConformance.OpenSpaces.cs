using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Testing;

/// <content>Spaces that grow while the study runs, and trials that lack what they did not use.</content>
public abstract partial class SamplerConformance
{
    private static readonly ParameterSpec[] s_declared =
    [
        Spaces.Float("lr", 1e-5, 1e-1, log: true),
        new()
        {
            Name = "optimizer",
            Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Of("sgd"), ParameterValue.Null, ParameterValue.Of(true)],
        },
        Spaces.Float("momentum", 0.5, 0.99),
        Spaces.Int("layers", 1, 4),
        Spaces.Float("units0", 8, 256, log: true),
        Spaces.Normal("shift", 0, 1),
        Spaces.Choice("one", "only"),
    ];

    [Fact]
    public void Suggest_OpenSpace_HasAValueForEachParameterThatIsDeclared()
    {
        // A sampler that cannot serve a space that grows says so.
        if (Create().Refusal(SearchSpace.Open([]), [Direction.Minimize]) is not null) return;
        for (var count = 1; count <= Math.Min(2, MostDirections); count++)
        {
            Direction[] directions = [.. Enumerable.Repeat(Direction.Minimize, count)];
            var trials = new List<SampledTrial>();
            for (var number = 0; number < 90; number++)
            {
                var space = SearchSpace.Open([.. s_declared.Take(number == 0 ? 0 : number < 15 ? 2 : number < 50 ? 5 : 7)]);
                var point = Create().Prepare(new SamplerHistory(space, directions, 7, trials)).Suggest(number);
                Study.AssertInSpace(space, point);
                AssertSame(point, Create().Prepare(new SamplerHistory(space, directions, 7, trials)).Suggest(number));
                trials.Add(Ended(number, point, count));
            }

            Assert.True(
                trials.TakeLast(40).Select(t => t.Parameters["lr"]).Distinct().Count() > 5, "It suggests the same again and again.");
        }
    }

    [Fact]
    public void Suggest_OpenSpaceWithoutParameters_GivesItsOnePoint()
    {
        if (Create().Refusal(SearchSpace.Open([]), [Direction.Minimize]) is not null) return;
        var study = new Study(Create(), SearchSpace.Open([]), 7).Run(30, Study.AnyObjective);
        Assert.All(study.Trials, t => Assert.Empty(t.Parameters));
    }

    /// <summary>A trial that used some of its parameters: the momentum of sgd, the units of more than one layer.</summary>
    private static SampledTrial Ended(int number, IReadOnlyDictionary<string, ParameterValue> point, int values)
    {
        var used = point.Where(p => p.Key switch
        {
            "momentum" => point["optimizer"] == ParameterValue.Of("sgd"),
            "units0" => point["layers"].AsInt() > 1,
            _ => true,
        }).ToDictionary(StringComparer.Ordinal);
        var state = EveryState(number);
        double[] told = [.. Enumerable.Range(1, values).Select(i => Study.AnyObjective(used) * i)];
        return new SampledTrial(number, state, used, state == TrialState.Failed ? null : told);
    }
}
