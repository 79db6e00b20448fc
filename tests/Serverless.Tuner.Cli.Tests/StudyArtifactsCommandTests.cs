namespace Serverless.Tuner.Cli.Tests;

public sealed class StudyArtifactsCommandTests
{
    [Fact]
    public async Task Artifacts_AreListed()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "artifacts", "s", "0", "--server", server.Url.AbsoluteUri));

        Assert.Equal("7 bytes  model.bin", run.Output.Trim());
    }

    [Fact]
    public async Task Get_WritesTheFile_AndNoneThatIsThereAlready()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();
        var path = Path.Combine(run.Folder, "got.bin");
        string[] get = ["study", "artifacts", "s", "0", "--get", "model.bin", "-o", path, "--server", server.Url.AbsoluteUri];

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(get));
        Assert.Equal("a model", await File.ReadAllTextAsync(path));

        await File.WriteAllTextAsync(path, "mine");
        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(get));
        Assert.Equal("mine", await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("--get", "other.bin")]
    [InlineData("-o", "somewhere")]
    public async Task Get_NoSuchFileOrNoneAtAll_IsRefused(string option, string value)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        Assert.Equal(
            ExitCode.InvalidInput,
            await run.InvokeAsync("study", "artifacts", "s", "0", option, value, "--server", server.Url.AbsoluteUri));
    }
}
