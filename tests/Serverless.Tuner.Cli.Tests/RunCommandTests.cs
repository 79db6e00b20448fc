using System.Text.Json;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

public sealed class RunCommandTests
{
    [Theory]
    [InlineData(TrialState.Complete, ExitCode.Done, "Best: 8 by trial 2")]
    [InlineData(TrialState.Failed, ExitCode.NoCompleteTrial, "No trial is complete")]
    internal async Task Run_StudyEnds_ExitCodeTellsTheOutcome(TrialState outcome, int exitCode, string said)
    {
        using var run = new CliRun { StartHost = async (url, _, _, _) => await FakeTuner.StartAsync(url, outcome: outcome) };

        Assert.Equal(exitCode, await RunAsync(run));

        Assert.Contains(said, run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.OutputLines.Count(line => line.StartsWith("trial ", StringComparison.Ordinal)));
        Assert.Equal(
            outcome == TrialState.Complete
                ? "[OK] s complete: 3 trials, best value 8, $0.03 of $1.00"
                : "[FAILED] s has no result: 0 trials complete (3 failed), $0.03 of $1.00",
            run.OutputLines[^1]);
    }

    [Fact]
    public async Task Run_OtherStudiesAreUnfinished_SaysThatTheyGoOn()
    {
        using var run = new CliRun
        {
            StartHost = async (url, _, _, _) =>
            {
                var server = await FakeTuner.StartAsync(url);
                server.Add("a");
                server.Add("b");
                server.Add("c");
                server.Paused.Add("c");
                return server;
            },
        };

        Assert.Equal(ExitCode.Done, await RunAsync(run));

        Assert.Contains("Also going on: a, b.", run.OutputLines);
        Assert.Contains("Paused: c.", run.OutputLines);
        Assert.Contains($"This server ends, `{Installation.Command} serve` goes on with: a, b.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_PrintsOnlyTheStudy()
    {
        using var run = new CliRun { StartHost = async (url, _, _, _) => await FakeTuner.StartAsync(url) };

        Assert.Equal(ExitCode.Done, await RunAsync(run, "--json"));

        Assert.Equal(StudyState.Ended, JsonSerializer.Deserialize<StudyView>(run.Output, TunerJson.Options)!.State);
        Assert.Contains("trial 2 complete", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerRunsAlready_IsUsed()
    {
        using var run = new CliRun();
        await using var other = await FakeServer.StartAsync(run.Folder);

        Assert.Equal(ExitCode.Done, await RunAsync(run));

        Assert.Contains("POST /v1/tuner/studies", other.Tuner.Requests);
    }

    [Fact]
    public async Task Run_StudyHasEndedAlready_SaysSoAndTheWayOn_AndReplaysNothing()
    {
        using var run = new CliRun
        {
            StartHost = async (url, _, _, _) =>
            {
                var server = await FakeTuner.StartAsync(url);
                server.Add("s", ended: 3);
                return server;
            },
        };

        Assert.Equal(ExitCode.Done, await RunAsync(run));

        Assert.Equal("Study s had ended already (all trials have ended); nothing new is run.", run.OutputLines[0]);
        Assert.Contains($"`{Installation.Command} study extend s --trials 4` lets it go on.", run.Output, StringComparison.Ordinal);
        Assert.Contains($"`{Installation.Command} study delete s` and the same file again", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("trial 0 complete", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("best so far", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("[OK] s complete: 3 trials", run.OutputLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerOfAnotherCommandEnds_StartsOneAndGoesOn()
    {
        var isStarted = false;
        using var run = new CliRun
        {
            StartHost = async (url, _, _, _) =>
            {
                isStarted = true;
                var server = await FakeTuner.StartAsync(url);
                server.Add("s", ended: 1);
                return server;
            },
        };
        var other = await FakeServer.StartAsync(run.Folder);
        other.Tuner.Trials = int.MaxValue;
        var running = RunAsync(run);
        while (!run.Output.Contains("trial 0 complete", StringComparison.Ordinal)) await Task.Delay(10);

        await other.DisposeAsync();

        Assert.Equal(ExitCode.Done, await running);
        Assert.True(isStarted);
        Assert.Contains("The server has ended, with the command that started it; starting one here ...", run.OutputLines);
        Assert.Contains("The server answers again.", run.OutputLines);
        Assert.Single(run.OutputLines, line => line.StartsWith("trial 0 complete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_ServerEnds_SaysWhatLetsTheStudyGoOn()
    {
        using var run = new CliRun();
        using var interruption = new CancellationTokenSource();
        var other = await FakeServer.StartAsync(run.Folder);
        other.Tuner.Trials = int.MaxValue;
        other.Tuner.Add("s");
        var watching = run.InvokeAsync(interruption.Token, "study", "watch", "s", "--data", run.Folder);
        while (!run.Output.Contains("s: running", StringComparison.Ordinal)) await Task.Delay(10);

        await other.DisposeAsync();

        while (!run.Output.Contains($"until `{Installation.Command} serve` goes on", StringComparison.Ordinal)) await Task.Delay(10);
        await interruption.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await watching);
    }

    [Fact]
    public async Task Run_CtrlC_KeepsTheStudyAndSaysHowItGoesOn()
    {
        using var interruption = new CancellationTokenSource();
        using var run = new CliRun
        {
            StartHost = async (url, _, _, _) =>
            {
                interruption.CancelAfter(TimeSpan.FromSeconds(2));
                return await FakeTuner.StartAsync(url, trials: int.MaxValue);
            },
        };

        Assert.Equal(ExitCode.Interrupted, await RunAsync(run, interruption.Token));

        Assert.Contains($"`{Installation.Command} serve` goes on with it", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BrokenFile_StartsNothing()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("run", run.File("s.json", "{\n  \"name\": }"), "--data", run.Folder));

        Assert.Contains("line 2", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"s"}""")]
    [InlineData("""{"name":"s","objective":null}""")]
    [InlineData("""{"name":"s","objective":{"kind":"external"}}""")]
    public async Task Run_StudyForWorkers_IsRefusedAndSaysWhatStartsIt(string study)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("run", run.File("s.json", study), "--data", run.Folder));

        Assert.Contains($"`{Installation.Command} study start` starts it", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoFile_StartsNothing()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("run", "bad.json", "--data", run.Folder));

        Assert.Contains("There is no file bad.json.", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Folder));
    }

    private static Task<int> RunAsync(CliRun run, params string[] more) => RunAsync(run, CancellationToken.None, more);

    private static Task<int> RunAsync(CliRun run, CancellationToken cancellationToken, params string[] more) => run.InvokeAsync(
        cancellationToken,
        [
            "run", run.File("s.json", """{"name":"s","objective":"branin"}"""), "--data", run.Folder, "--port", "0",
            "--connection", "elsewhere", .. more,
        ]);
}
