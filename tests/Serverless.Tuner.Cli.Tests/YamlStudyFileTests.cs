using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Tests;

public sealed class YamlStudyFileTests
{
    [Fact]
    public void Read_StudyFile_IsTheJsonThatItStandsFor() => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse(
            """
            {"name":"s","objective":"branin","searchSpace":{"lr":[0.0001,0.1,"log"],"opt":{"categorical":["sgd","no","1",1,1.0,true]}},
             "trials":40,"target":null,"text":"a\nb"}
            """),
        JsonNode.Parse(Read(
            """
            # what to tune
            name: s
            objective: branin
            searchSpace:
              lr: [1e-4, 0.1, log]
              opt:
                categorical: [sgd, no, "1", 1, 1.0, true]
            trials: 40
            target:
            text: |
              a
              b
            """.ReplaceLineEndings("\n")))));

    [Fact]
    public void Read_Tab_NamesTheLineThatItIndents() => Assert.EndsWith(
        ", line 4: is indented by a tab; YAML is indented by spaces.",
        Assert.Throws<CliException>(() => Read("name: s\nobjective: branin\nsearchSpace:\n\tx: [0, 1]\n")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("+12", "12")]
    [InlineData("007", "7")]
    [InlineData("0o17", "15")]
    [InlineData("0xff", "255")]
    [InlineData("-.5", "-0.5")]
    [InlineData("3.", "3.0")]
    [InlineData("1e3", "1.0e3")]
    [InlineData("True", "true")]
    [InlineData("~", "null")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("'1'", "\"1\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("''", "\"\"")]
    public void Read_Scalar_HasTheTypeOfTheCoreSchema(string yaml, string json) =>
        Assert.Equal(json, YamlDocument.Parse($"x: {yaml}")!["x"]?.ToJsonString() ?? "null");

    [Theory]
    [InlineData("a: &x 1\nb: *x\n", "line 1, column 4: anchors such as &x")]
    [InlineData("b: *x\n", "line 1, column 4")]
    [InlineData("a: !!python/object:os.system 1\n", "tags such as")]
    [InlineData("a: 1\na: 2\n", "line 2, column 1: 'a' stands twice")]
    [InlineData("a: .inf\n", "'.inf' is no finite number")]
    [InlineData("a: 1\n---\nb: 2\n", "a second document")]
    [InlineData("? [a]\n: 1\n", "a field's name must be a text")]
    [InlineData("a: [1, 2\n", "line")]
    [InlineData("a: 1\n\tb: 2\n", "line")]
    public void Read_WhatIsNotSupported_SaysWhereAndWhat(string yaml, string said)
    {
        var refused = Assert.Throws<CliException>(() => Read(yaml));

        Assert.Equal(ExitCode.InvalidInput, refused.ExitCode);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepNesting_IsRefused() => Assert.Contains(
        "nests deeper", Assert.Throws<CliException>(() => Read("a: " + new string('[', 5_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_MoreThanAMegabyte_IsRefused() => Assert.Contains(
        "at most 1,048,576", Assert.Throws<CliException>(() => Read("a: " + new string('x', 1_100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_Command_RunsInTheFilesFolder()
    {
        using var run = new CliRun();

        var root = JsonNode.Parse(StudyFile.Read(run.File("s.yml", "objective:\n  command: [python3, train.py]\n")));

        Assert.Equal(run.Files, (string?)root!["objective"]!["workingDirectory"]);
    }

    private static string Read(string yaml)
    {
        using var run = new CliRun();
        return StudyFile.Read(run.File("s.yaml", yaml));
    }
}
