using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Xunit;

namespace Serverless.Tuner.Core.Tests.Samplers.Distinct;

public sealed class DistinctSamplerTests
{
    private static readonly ParameterSpec[] Small = [Spaces.Choice("a", "x", "y", "z"), Spaces.Int("b", 1, 4).When("a", ParameterValue.Of("x"), ParameterValue.Of("y")), Spaces.Choice("c", "0", "1")];

    [Theory]
    [InlineData("random")]
    [InlineData("tpe")]
    public void Suggest_SmallSpace_TriesEachPointOnce(string type)
    {
        var study = new Study(Deterministic(type), Small).Run(18, Study.AnyObjective);
        Assert.Equal(18, study.Trials.Select(t => Golden.Text(t.Parameters)).Distinct().Count());
        // Nothing new is left: it goes on all the same.
        study.Run(3, Study.AnyObjective);
    }

    [Fact]
    public void Suggest_ManyPointsAndFewLeft_FindsThoseToo()
    {
        var study = new Study(Deterministic("random"), [Spaces.Int("a", 0, 29), Spaces.Int("b", 0, 29)]).Run(900, Study.AnyObjective);
        Assert.Equal(900, study.Trials.Select(t => Golden.Text(t.Parameters)).Distinct().Count());
    }

    [Fact]
    public void Suggest_AWave_TriesEachPointOnce()
    {
        var study = new Study(Deterministic("tpe"), Small).Run(6, Study.AnyObjective);
        var suggester = Deterministic("tpe").Prepare(study.History);
        var points = Enumerable.Range(6, 10).Select(suggester.Suggest).Concat(study.Trials.Select(t => t.Parameters));
        Assert.Equal(16, points.Select(Golden.Text).Distinct().Count());
    }

    [Fact]
    public void Suggest_NotDeterministic_MayTryAgain()
    {
        var study = new Study(SamplerFactory.Create(new SamplerSpec { Type = "random" }), Small).Run(18, Study.AnyObjective);
        Assert.NotEqual(18, study.Trials.Select(t => Golden.Text(t.Parameters)).Distinct().Count());
    }

    private static ISampler Deterministic(string type) =>
        SamplerFactory.Create(Studies.StudyFile.Spec(Studies.StudyFile.With("\"deterministic\": true")) with { Sampler = new SamplerSpec { Type = type } });
}
