using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class MoAshaOneDirectionTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => Of("mo-asha");

    [Fact]
    public void ShouldPrune_OneDirection_AnswersAsAsha() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        var (ours, asha) = (Create(Spec), Create(Of("asha")));
        Assert.Equal(asha.ShouldPrune(trial, Curves.History(others)), ours.ShouldPrune(trial, Curves.History(others)));
        Assert.Equal(asha.LooksAtOthers(trial), ours.LooksAtOthers(trial));
    });

    private static PrunerSpec Of(string type) =>
        PrunerSpec.Of(type, ("minResource", ParameterValue.Of(2)), ("reductionFactor", ParameterValue.Of(3)));
}
