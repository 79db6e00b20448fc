using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

/// <summary>What people get wrong in a study file, and whether the answer names the cause.</summary>
public sealed class CommonMistakesTests
{
    [Theory]
    [InlineData("", "", "is empty")]
    [InlineData(" \n", "", "is empty")]
    [InlineData("""{"name":"s","objective":"python3 train.py"}""", "/objective", """a program is {"command": ["python3","train.py"]}""")]
    [InlineData("""{"name":"s","objective":"train.py"}""", "/objective", """a program is {"command": ["train.py"]}""")]
    [InlineData("""{"name":"s","objective":["sh","x.sh"]}""", "/objective", """a program is {"command": ["sh","x.sh"]}""")]
    [InlineData("""{"name":"s","objective":{"command":"sh x.sh"},"searchSpace":{"x":[0,1]}}""", "/objective/command", """as in ["sh","x.sh"]""")]
    [InlineData("""{"name":"s","objective":"brannin"}""", "/objective", "did you mean 'branin'?")]
    [InlineData("""{"name":"s","objective":"branin","sampler":"tep"}""", "/sampler", "did you mean 'tpe'?")]
    [InlineData("""{"name":"s","objective":"branin","sampler":{"type":"TPE"}}""", "/sampler/type", "did you mean 'tpe'?")]
    [InlineData("""{"name":"s","objective":"branin","pruner":"meidan"}""", "/pruner", "did you mean 'median'?")]
    [InlineData("""{"name":"s","objective":"branin","trails":5}""", "/trails", "did you mean 'trials'?")]
    [InlineData("""{"name":"s","objective":"branin","searchSpace":{"c":{"categorical":["a\u0000b","c"]}}}""", "/searchSpace/c/categorical/0", "NUL")]
    [InlineData("""{"name":"s","objective":"branin","fixed":{"c":"a\u0000b"}}""", "/fixed/c", "NUL")]
    [InlineData("""{"name":"s","objective":"branin","searchSpace":{"x":{"low":0,"high":1}}}""", "/searchSpace/x/kind", "one of float, int, categorical")]
    [InlineData("""{"name":"s","objective":"branin","searchSpace":{"x":{"kind":"int","min":0,"high":1}}}""", "/searchSpace/x/min", "did you mean 'low'?")]
    [InlineData("""{"name":"s","objective":"branin","searchSpace":{"x":{"kind":"int","low":0,"max":1}}}""", "/searchSpace/x/max", "did you mean 'high'?")]
    [InlineData("""{"name":"s","objective":"branin","searchSpace":{"x":[16,32,64]}}""", "/searchSpace/x", """choices are {"categorical": [16,32,64]}""")]
    [InlineData("""{"name":"s","objective":"branin","command":["a"]}""", "/command", """did you mean "objective": {"command": …}?""")]
    public void Parse_Mistake_NamesTheCause(string file, string pointer, string cause)
    {
        var error = Assert.Single(StudyFile.Parse(file).Errors);

        Assert.Equal(pointer, error.Pointer);
        Assert.Contains(cause, error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"s","objective":"branin","sampler":"quantum"}""")]
    [InlineData("""{"name":"s","objective":"quantum"}""")]
    public void Parse_NothingNear_AsksNothing(string file) =>
        Assert.DoesNotContain("did you mean", Assert.Single(StudyFile.Parse(file).Errors).Detail, StringComparison.Ordinal);

    [Fact]
    public void Parse_CommentsAndTrailingCommas_AreAccepted() => Assert.Empty(StudyFile.Parse(
        """
        {
          // a comment
          "name": "s", /* another */ "objective": "branin", "trials": 3,
          "searchSpace": { "x": [0, 1,], },
        }
        """).Errors);

    [Fact]
    public void Parse_ErrorBehindAComment_IsLocated() => Assert.Equal(
        "/searchSpace/x", Assert.Single(StudyFile.Parse("{ // NaN\n \"name\": \"s\", \"searchSpace\": {\"x\": NaN}}").Errors).Pointer);
}
