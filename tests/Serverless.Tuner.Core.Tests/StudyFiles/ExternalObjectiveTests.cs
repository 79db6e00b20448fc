using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

/// <summary>Studies whose trials workers evaluate.</summary>
public sealed class ExternalObjectiveTests
{
    private const string Space = "\"searchSpace\": {\"x\": [0, 1]}";

    [Theory]
    [InlineData("")]
    [InlineData(", \"objective\": null")]
    [InlineData(", \"objective\": {\"kind\": \"external\"}")]
    public void Objective_LeftOutOrExternal_IsForWorkersAThousandAtOnce(string objective)
    {
        var spec = StudyFile.Spec($"{{\"name\": \"s\", {Space}{objective}}}");

        Assert.Equal(new ObjectiveSpec { Kind = ObjectiveKind.External }, spec.Objective);
        Assert.Equal((true, 1_000), (spec.IsExternal, spec.Parallelism));
        Assert.Contains("\"objective\":{\"kind\":\"external\"}", StudyFile.ToJson(spec), StringComparison.Ordinal);
        Assert.DoesNotContain("isExternal", StudyFile.ToJson(spec), StringComparison.Ordinal);
    }

    [Fact]
    public void Parallelism_Given_IsKept() =>
        Assert.Equal(3, StudyFile.Spec($"{{\"name\": \"s\", {Space}, \"parallelism\": 3}}").Parallelism);

    [Fact]
    public void SearchSpace_LeftOut_IsRefused() => Assert.Equal(
        ["/searchSpace"], StudyFile.Parse("{\"name\": \"s\"}").Errors.Select(e => e.Pointer));
}
