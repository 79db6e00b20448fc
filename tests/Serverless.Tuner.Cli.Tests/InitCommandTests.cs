using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Tests;

public sealed class InitCommandTests
{
    [Theory]
    [InlineData("train.py", "python3")]
    [InlineData("train.cs", "dotnet", "--csharp")]
    public async Task Init_EmptyFolder_WritesAStudyAndItsScriptAndSaysWhatToRun(string script, string program, params string[] options)
    {
        using var run = new CliRun();
        var folder = Path.Combine(run.Files, "my first");

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["init", folder, .. options]));

        Assert.Equal(["study.json", script], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var study = Study(folder);
        Assert.Equal("my-first", (string)study["name"]!);
        Assert.Equal(program, (string)study["objective"]!["command"]![0]!);
        Assert.Equal(script, (string)study["objective"]!["command"]!.AsArray()[^1]!);
        var file = Path.GetRelativePath(".", Path.Combine(folder, "study.json"));
        Assert.Contains($"tuner run \"{file}\"", run.OutputLines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("study.json")]
    [InlineData("train.py")]
    public async Task Init_FileIsThere_IsLeftAloneAndNothingIsWritten(string name)
    {
        using var run = new CliRun();
        var there = run.File(name, "mine");

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("init", run.Files));

        Assert.Contains($"{there} is there already", run.Error, StringComparison.Ordinal);
        Assert.Contains("name another folder, as in `", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.EnumerateFiles(run.Files))));
    }

    [Fact]
    public async Task Init_FolderIsAFile_SaysSo()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("init", run.File("folder", "")));

        Assert.Contains("is a file: name a folder", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home/me/digits", "digits")]
    [InlineData("/home/me/my study!/", "my-study")]
    [InlineData("/home/me/.hidden", "hidden")]
    [InlineData("/", "my-study")]
    [InlineData("/home/größe", "gr--e")]
    public void NameFor_Folder_IsItsNameAsFarAsAStudyMayHaveIt(string folder, string name) =>
        Assert.Equal(name, StudyTemplate.NameFor(folder));

    private static JsonNode Study(string folder) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(folder, "study.json")),
        documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!;
}
