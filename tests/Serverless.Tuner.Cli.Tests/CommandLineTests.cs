namespace Serverless.Tuner.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nope")]
    [InlineData("run")]
    [InlineData("study", "extend", "s")]
    [InlineData("study", "enqueue", "s")]
    [InlineData("study", "enqueue", "s", "lr")]
    [InlineData("study", "enqueue", "s", "=1")]
    [InlineData("study", "stop")]
    [InlineData("study", "resume")]
    [InlineData("study", "trial", "s")]
    [InlineData("study", "trial", "s", "-1")]
    [InlineData("study", "extend", "s", "--trials", "0")]
    [InlineData("study", "extend", "s", "--limit", "-1")]
    [InlineData("study", "trials", "s", "--state", "lost")]
    [InlineData("study", "best", "--count", "0")]
    [InlineData("serve", "--port", "65536")]
    [InlineData("serve", "--port", "many")]
    public async Task WrongCommandLine_IsInvalidInput_AndSaysWhatIsWrong(params string[] arguments)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(arguments));

        Assert.Empty(run.Output);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "rnu", "study.json")]
    [InlineData("list", "study", "lst")]
    [InlineData("--port", "serve", "--prot", "3")]
    [InlineData("--state", "study", "trials", "s", "--sate", "failed")]
    [InlineData("--json", "study", "list", "--jsn")]
    public async Task MistypedWord_IsAskedFor(string meant, params string[] arguments)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(arguments));

        Assert.Contains($"Did you mean '{meant}'?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean 'change'?", "study", "chnage")]
    [InlineData("Did you mean 'schedule'?", "schedul", "list")]
    [InlineData("Unrecognized command or argument 'ls'.", "memory", "ls")]
    public async Task MistypedSubcommand_IsNotSaidToBeMissing(string message, params string[] arguments)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(arguments));

        Assert.StartsWith("Unrecognized command", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Required command", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lr=[1e-5, 1, log]", "lr: '[1e-5, 1, log]' is no JSON: texts need double quotes inside JSON, as in '[1e-5, 1, \"log\"]'")]
    [InlineData("opt=adam", "opt: 'adam' is no JSON: texts need double quotes inside JSON, as in '\"adam\"'")]
    [InlineData("x={kind: int, low: 1, \"high\": 2}", "as in '{\"kind\": \"int\", \"low\": 1, \"high\": 2}'")]
    [InlineData("lr=[1e-5, 1", "lr: '[1e-5, 1' is no JSON, such as '[1e-5, 1, \"log\"]'")]
    public async Task Change_WhatIsNoJson_IsSaidInWordsOfTheUsers(string parameter, string message)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "change", "s", parameter));

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Must be one of: 'bash', 'zsh', 'fish'", "completion", "powershell")]
    [InlineData("Must be one of: 'read', 'work', 'write', 'admin'", "key", "create", "a", "--scope", "root")]
    public async Task WrongWord_WhatItMayBe_StandsOnOneLine(string words, params string[] arguments)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(arguments));

        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongChoice_ListOfChoices_IsReadable()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "list", "--state", "endd"));

        Assert.DoesNotContain("\\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("one of the following? Ended, Pending, Running", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordThatIsNearNone_IsNotGuessed()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("optimise"));

        Assert.DoesNotContain("Did you mean", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    public async Task Help_ListsCommandsAndExitCodes(params string[] arguments)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(arguments));

        foreach (var word in (string[])["demo", "run", "serve", "study", "tuner bench", "`test ", "Exit codes", "130"])
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("<FILE]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandWithoutSubcommand_ShowsWhichThereAre()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study"));

        foreach (var word in (string[])[
            "start", "list", "show", "watch", "best", "trials", "extend", "enqueue", "stop", "resume", "delete"])
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("stop", "s")]
    public async Task Study_NoSuchDirectory_SaysSoAndCreatesNone(params string[] arguments)
    {
        using var run = new CliRun();
        var missing = Path.Combine(run.Folder, "missing");

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(["study", .. arguments, "--data", missing]));

        Assert.Contains($"There is no data directory {missing}.", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public async Task Serve_DirectoryIsAFile_SaysSo()
    {
        using var run = new CliRun();
        var file = run.File("data", "");

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("serve", "--data", file));

        Assert.StartsWith(
            $"Studies cannot be kept in {file}: ", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_NobodyToAsk_WantsYes()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "delete", "s", "--server", "http://127.0.0.1:1"));

        Assert.Contains("--yes", run.Error, StringComparison.Ordinal);
    }
}
