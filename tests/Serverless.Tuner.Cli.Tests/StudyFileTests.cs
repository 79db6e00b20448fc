using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Tests;

public sealed class StudyFileTests
{
    [Fact]
    public void Read_NoCommand_LeavesTheTextAlone()
    {
        const string text = """{ "name" : "s",   "objective":"branin", "trials": 1e1 }""";

        var file = Read(text, out _);

        Assert.Equal(text, file);
    }

    [Fact]
    public void Read_CommandWithoutDirectory_RunsInTheFilesFolder()
    {
        var file = Read("""{"objective":{"command":["python3","train.py"]}}""", out var folder);

        Assert.Equal(folder, WorkingDirectory(file));
    }

    [Fact]
    public void Read_RelativeDirectory_IsResolvedAgainstTheFilesFolder()
    {
        var file = Read("""{"objective":{"kind":"command","command":["x"],"workingDirectory":"../python"}}""", out var folder);

        Assert.Equal(Path.GetFullPath("../python", folder), WorkingDirectory(file));
    }

    [Fact]
    public void Read_RelativeDirectoryInTheOtherSpelling_IsResolvedInPlace()
    {
        var file = Read("""{"objective":{"command":["x"],"working_directory":"python"}}""", out var folder);

        var objective = JsonNode.Parse(file)!["objective"]!.AsObject();
        Assert.Equal(["command", "working_directory"], objective.Select(member => member.Key));
        Assert.Equal(Path.Combine(folder, "python"), (string?)objective["working_directory"]);
    }

    [Fact]
    public void Read_FullDirectory_IsLeftAlone()
    {
        var file = Read("""{"objective":{"command":["x"],"workingDirectory":"/opt/app"}}""", out _);

        Assert.Equal("/opt/app", WorkingDirectory(file));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("""{"objective":{"command":["x"],"workingDirectory":5}}""")]
    [InlineData("""{"objective":{"command":["x"],"workingDirectory":"a","working_directory":"b"}}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    public void Read_WhatTheServerWillRefuse_IsSentAsItIs(string text) => Assert.Equal(text, Read(text, out _));

    [Fact]
    public void Read_Rename_ChangesOnlyTheName()
    {
        var file = Read("""{"name":"a","objective":"branin","trials":7}""", out _, root => root["name"] = "b");

        Assert.Equal("b", (string)JsonNode.Parse(file)!["name"]!);
        Assert.Equal(7, (int)JsonNode.Parse(file)!["trials"]!);
    }

    [Fact]
    public void Read_NoJson_SaysWhere()
    {
        var refused = Assert.Throws<CliException>(() => Read("{\n  \"name\": oops\n}", out _));

        Assert.Equal(ExitCode.InvalidInput, refused.ExitCode);
        Assert.Contains("line 2, column 11", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void Read_EmptyFile_SaysSoAndHowToGetOne(string text) =>
        Assert.Contains(" is empty; `", Assert.Throws<CliException>(() => Read(text, out _)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_Folder_SaysThatItIsOne()
    {
        using var run = new CliRun();
        run.File("study.json", "{}");

        Assert.Equal(
            $"{run.Files} is a folder: name the study file in it, study.json.",
            Assert.Throws<CliException>(() => StudyFile.Read(run.Files)).Message);
    }

    [Fact]
    public void Read_CommentsAndTrailingCommas_AreAccepted()
    {
        var file = Read("{\n// why\n\"objective\":{\"command\":[\"x\",],},\n}", out var folder);

        Assert.Equal(folder, WorkingDirectory(file));
    }

    [Fact]
    public void Read_NoFile_SaysSo() =>
        Assert.Contains(
            "There is no file", Assert.Throws<CliException>(() => StudyFile.Read("/no/such/file.json")).Message, StringComparison.Ordinal);

    private static string? WorkingDirectory(string file) => (string?)JsonNode.Parse(file)!["objective"]!["workingDirectory"];

    private static string Read(string text, out string folder, Action<JsonObject>? change = null)
    {
        using var run = new CliRun();
        folder = run.Files;
        return StudyFile.Read(run.File("s.json", text), change);
    }
}
