using Serverless.Tuner.Core.Analysis;

namespace Serverless.Tuner.Core.Tests.Analysis;

/// <summary>The parameters of a scatter, as charts have their axes from them.</summary>
public sealed class ScatterTests
{
    [Fact]
    public void Scatter_EachKindOfParameter_HasItsRangeAndScale()
    {
        ParameterSpec[] space =
        [
            SomeStudy.Float("x", -1, 2), SomeStudy.Float("lr", 0.001, 0.1, log: true),
            SomeStudy.Float("p", 0.01, 0.99) with { Scale = ScaleKind.Logit }, SomeStudy.Int("units", 8, 512, log: true),
            SomeStudy.Choice("act", "relu", "tanh"),
            new() { Name = "size", Kind = ParameterKind.Ordinal, Choices = [ParameterValue.Of("s"), ParameterValue.Of("l")] },
            new() { Name = "shift", Kind = ParameterKind.Normal, Mu = 0, Sigma = 1 },
            new() { Name = "decay", Kind = ParameterKind.LogNormal, Mu = 0, Sigma = 1, High = 5 },
        ];
        var point = SomeStudy.Point(
            ("x", 0.5), ("lr", 0.01), ("p", 0.5), ("units", 16), ("act", "relu"), ("size", "s"), ("shift", 0.1), ("decay", 1.5));

        var scatter = StudyAnalysis.Scatter(new SomeStudy(space).Complete(point, 1).Analysed(), ScatterShape.Scatter);

        Assert.Equal(
            ["x Float -1 2  ", "lr Float 0.001 0.1 log ", "p Float 0.01 0.99  Logit", "units Int 8 512 log ", "act Categorical    ",
                "size Ordinal    ", "shift Normal    ", "decay LogNormal  5 log "],
            scatter.Parameters.Select(p => FormattableString.Invariant(
                $"{p.Name} {p.Kind} {p.Low} {p.High} {(p.Log ? "log" : "")} {p.Scale}")));
        Assert.Equal(["relu", "tanh"], scatter.Parameters[4].Choices!.Select(c => c.ToString()));
    }
}
