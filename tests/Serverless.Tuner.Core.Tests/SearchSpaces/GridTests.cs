using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Tests.Samplers;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.SearchSpaces;

public sealed class GridTests
{
    [Theory]
    [InlineData(0.30000000000000004, 0.3)]
    [InlineData(0.3, 0.3)]
    [InlineData(0.2 + 1e-9, 0.2)]
    [InlineData(-1e-17, 0.0)]
    [InlineData(0.30001, null)]
    [InlineData(0.35, null)]
    [InlineData(0.4, null)]
    [InlineData(-0.1, null)]
    public void Accept_FloatOnAStep_IsThePointOfTheGrid(double given, double? expected)
    {
        var parameter = SearchSpace.From([Spaces.Float("x", 0, 0.3, step: 0.1)]).Parameters[0];

        Assert.Equal(expected is { } value ? ParameterValue.Of(value) : null, parameter.Accept(ParameterValue.Of(given)));
    }

    [Fact]
    public void Accept_HighBetweenTwoSteps_IsNotInReach()
    {
        var parameter = SearchSpace.From([Spaces.Float("x", 0, 1, step: 0.3)]).Parameters[0];

        Assert.Equal(ParameterValue.Of(0.9), parameter.Accept(ParameterValue.Of(0.9)));
        Assert.Null(parameter.Accept(ParameterValue.Of(1.0)));
    }

    [Fact]
    public void Enqueue_OnePointWrittenTwoWays_IsTriedOnce()
    {
        var spec = StudyFile.Spec(StudyFile.With(
            """
            "searchSpace": {"x": {"kind": "float", "low": 0, "high": 0.3, "step": 0.1}}, "trials": 9, "deterministic": true,
            "enqueue": [{"x": 0.30000000000000004}, {"x": 0.3}], "sampler": "brute-force"
            """));
        var play = new StudyPlay(spec);
        while (!play.IsOver)
        {
            play.Advance();
            foreach (var number in play.Running.ToList()) play.Complete(number, 1);
        }

        Assert.Equal(StopReason.Exhausted, play.Study.StopReason);
        Assert.Equal([0, 0.1, 0.2, 0.3], play.Trials.Select(t => t.Parameters["x"].AsDouble()).Order());
        Assert.Equal(0.3, play.Trials[0].Parameters["x"].AsDouble());
    }

    [Fact]
    public void Remarks_HighThatStepsDoNotMeet_SayWhereTheyEnd()
    {
        var space = SearchSpace.From(
        [
            Spaces.Int("x", 10, 1000, step: 300), Spaces.Float("y", 0, 1, step: 0.3), Spaces.Float("met", 0, 0.3, step: 0.1),
            Spaces.Int("every", 1, 9), Spaces.Int("log", 1, 1000, log: true), Spaces.Float("free", 0, 1), Spaces.Choice("c", "a"),
            Spaces.Int("once", 1, 10, step: 20),
        ]);

        Assert.Equal(
            [
                "The parameter x ends at 910: 1000 is not on its grid, steps of 300 from 10.",
                "The parameter y ends at 0.9: 1 is not on its grid, steps of 0.3 from 0.",
                "The parameter once ends at 1: 10 is not on its grid, steps of 20 from 1.",
            ],
            GridRemarks.Of(space).Select(r => r.Replace("1.0 is", "1 is", StringComparison.Ordinal)));
    }
}
