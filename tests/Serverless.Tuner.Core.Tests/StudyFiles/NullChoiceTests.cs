using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

/// <summary><c>null</c> as a choice, wherever a study file may name it.</summary>
public sealed class NullChoiceTests
{
    private const string Space = """
        "searchSpace": {
          "weight": { "categorical": ["balanced", null] },
          "scale": { "uniform": [0, 1], "when": { "weight": null } },
          "depth": { "int": [1, 5], "when": { "weight": [null, "balanced"] } }
        }
        """;

    [Fact]
    public void Conditions_OnNull_HoldForNullAlone()
    {
        var space = SearchSpace.Of(StudyFile.Spec(StudyFile.With(Space)));
        var scale = space.Parameters.Single(p => p.Name == "scale");

        Assert.True(SearchSpace.IsActive(scale, new Dictionary<string, ParameterValue> { ["weight"] = ParameterValue.Null }));
        Assert.False(SearchSpace.IsActive(scale, new Dictionary<string, ParameterValue> { ["weight"] = ParameterValue.Of("balanced") }));
        Assert.False(SearchSpace.IsActive(scale, new Dictionary<string, ParameterValue>()));
    }

    [Fact]
    public void DefaultsFixedAndPoints_Null_AreKept()
    {
        var spec = StudyFile.Spec(StudyFile.With(
            $"{Space}, \"defaults\": {{\"weight\": null, \"scale\": null}}, "
            + "\"fixed\": {\"depth\": null}, \"enqueue\": [{\"weight\": null}]"));

        Assert.Equal((ParameterValue.Null, ParameterValue.Null), (spec.Defaults!["weight"], spec.Defaults["scale"]));
        Assert.Equal(ParameterValue.Null, spec.Fixed!["depth"]);
        Assert.Equal(ParameterValue.Null, spec.Enqueue![0]["weight"]);
    }

    [Theory]
    [InlineData("\"defaults\": {\"other\": null}", "/defaults/other")]
    [InlineData("\"enqueue\": [{\"scale\": null}]", "/enqueue/0/scale")]
    public void Null_WhereNothingTakesIt_PointsAtIt(string members, string pointer) =>
        Assert.Equal(pointer, StudyFile.Error(StudyFile.With($"{Space}, {members}")).Pointer);
}
