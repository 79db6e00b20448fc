using Serverless.Tuner.Core.Samplers.CmaEs;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.CmaEs;

public class ChoiceProbabilitiesTests
{
    [Fact]
    public void Update_ManyGenerationsOfOneChoice_KeepsAChanceForTheOthers()
    {
        double[][] probabilities = [[0.25, 0.25, 0.25, 0.25]];
        for (var i = 0; i < 100; i++)
            probabilities = ChoiceProbabilities.Update(probabilities, [Member(2), Member(2), Member(0), Member(1)], 4);
        Assert.Equal(1, probabilities[0].Sum(), 12);
        Assert.InRange(probabilities[0][2], 0.8, 0.9);
        Assert.Equal(0.05, probabilities[0].Min(), 12);
    }

    [Fact]
    public void Update_AbsentEverywhere_ChangesNothing() =>
        Assert.Equal([0.5, 0.5], ChoiceProbabilities.Update([[0.5, 0.5]], [Member(null), Member(null)], 2)[0]);

    private static GenerationMember Member(int? choice)
    {
        var history =
            new SamplerHistory(
                SearchSpace.From([]), [Direction.Minimize], 1,
                [new SampledTrial(0, TrialState.Complete, new Dictionary<string, ParameterValue>(), [0.0])]);
        return new GenerationMember(history.Encoded[0], [], [choice]);
    }
}
