namespace Serverless.Tuner.Objectives.Tests.Command;

public sealed class CommandTemplateTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("--lr={lr}", "--lr=0.001")]
    [InlineData("{lr}{units}", "0.00164")]
    [InlineData("{act}", "a b; $(rm) \"{lr}\"")]
    [InlineData("{flag}", "true")]
    [InlineData("{weight}", "null")]
    [InlineData("""{{"lr":{lr}}}""", """{"lr":0.001}""")]
    [InlineData("{{lr}}", "{lr}")]
    public void Expand_Placeholders_AreReplacedOnce(string argument, string expected)
    {
        var parameters = Parameters.Of("""{"lr":0.001,"units":64,"act":"a b; $(rm) \"{lr}\"","flag":true,"weight":null}""");
        Assert.Equal(expected, CommandTemplate.Expand(argument, parameters));
    }

    [Theory]
    [InlineData("{lr}", "'{lr}'")]
    [InlineData("{}", "'{}'")]
    [InlineData("a { b", "single '{'")]
    [InlineData("a } b", "single '}'")]
    public void Expand_UnknownOrLoneBrace_IsNamed(string argument, string named)
    {
        var thrown = Assert.Throws<ObjectiveException>(() => CommandTemplate.Expand(argument, Parameters.Of("""{"rate":1}""")));
        Assert.Contains(named, thrown.Message);
        Assert.Contains(argument, thrown.Message);
    }

    [Theory]
    [InlineData("""{"lr": 1}""", """'{{"lr": 1}}'""")]
    [InlineData("{'lr': 1}", "'{{'lr': 1}}'")]
    [InlineData("--config={\"a\": [1]}", "'{{\"a\": [1]}}'")]
    public void Expand_JsonLiteral_SaysHowItIsWritten(string argument, string written)
    {
        var thrown = Assert.Throws<ObjectiveException>(() => CommandTemplate.Expand(argument, Parameters.Of("""{"lr":1}""")));
        Assert.Contains($"write literal braces doubled: {written}.", thrown.Message);
    }
}
