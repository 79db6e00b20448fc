using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class PassEnvironmentTests
{
    [Theory]
    [InlineData("TUNER_KEY", "is refused: what starts with TUNER_ is the tuner's own, and no trial is given it")]
    [InlineData("A=B", "must be a name without '='; \"environment\" sets values")]
    public void Parse_NameThatCannotBe_SaysWhy(string name, string reason)
    {
        var error = StudyFile.Error(With($"\"{name}\""));

        Assert.Equal(("/objective/passEnvironment/0", reason), (error.Pointer, error.Detail));
    }

    [Fact]
    public void Parse_Names_AreInOrder() =>
        Assert.Equal(["AWS_PROFILE", "a", "b.c"], StudyFile.Spec(With("\"b.c\", \"AWS_PROFILE\", \"a\"")).Objective.PassEnvironment);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Parse_ManyNames_AreLimited(int count, bool isValid)
    {
        var result = StudyFile.Parse(With(string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"A{i}\""))));

        Assert.Equal(isValid, result.Errors.Count == 0);
        if (!isValid) Assert.Equal("/objective/passEnvironment", Assert.Single(result.Errors).Pointer);
    }

    private static string With(string names) => StudyFile.With($$"""
        "objective": {"command": ["a"], "passEnvironment": [{{names}}]}
        """);
}
