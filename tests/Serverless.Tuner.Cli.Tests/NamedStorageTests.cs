using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

public sealed class NamedStorageTests
{
    [Fact]
    public void Find_Option_IsTaken() => Assert.Equal(new NamedStorage("a", "--connection"), NamedStorage.Find("a"));

    [Fact]
    public void Find_File_IsItsFirstLineWithoutBlanks()
    {
        using var run = new CliRun();

        Assert.Equal(
            new NamedStorage("AccountName=a;AccountKey=b", "--connection-file"),
            NamedStorage.Find(null, run.File("connection", "\n  AccountName=a;AccountKey=b \n\n")));
    }

    [Theory, InlineData("", "is empty"), InlineData(" \n\n", "is empty")]
    public async Task Serve_FileHoldsNothing_SaysSo(string text, string reason)
    {
        using var run = new CliRun();

        Assert.Equal(
            ExitCode.InvalidInput, await run.InvokeAsync("serve", "--data", run.Folder, "--connection-file", run.File("connection", text)));

        Assert.Contains("--connection-file", run.Error, StringComparison.Ordinal);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_FileIsMissing_SaysWhich()
    {
        using var run = new CliRun();
        var missing = Path.Combine(run.Folder, "missing");

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("serve", "--data", run.Folder, "--connection-file", missing));

        Assert.Contains(missing, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_BothOptions_IsAnError()
    {
        using var run = new CliRun();

        Assert.Equal(
            ExitCode.InvalidInput,
            await run.InvokeAsync("serve", "--data", run.Folder, "--connection", "a", "--connection-file", run.File("connection", "b")));

        Assert.Contains("--connection and --connection-file", run.Error, StringComparison.Ordinal);
    }
}
