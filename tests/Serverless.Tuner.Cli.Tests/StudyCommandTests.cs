using System.Text.Json;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

public sealed class StudyCommandTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1", ExitCode.NoServer)]
    [InlineData("localhost", ExitCode.InvalidInput)]
    [InlineData("ftp://localhost", ExitCode.InvalidInput)]
    public async Task ServerThatDoesNotAnswer_IsOneLineAndAnExitCode(string server, int exitCode)
    {
        using var run = new CliRun();

        Assert.Equal(exitCode, await run.InvokeAsync("study", "list", "--server", server));

        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Start_NoServerRuns_SaysHowToStartOne()
    {
        using var run = new CliRun();
        var file = run.File("s.json", """{"name":"s"}""");

        Assert.Equal(ExitCode.NoServer, await run.InvokeAsync("study", "start", file, "--data", run.Folder));

        Assert.Contains($"{Installation.Command} serve", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits-a digits-b other")]
    [InlineData("digits-a digits-b", "--filter", "DIGITS")]
    [InlineData("digits-b", "--filter=-b", "--state", "running")]
    [InlineData("", "--state", "ended")]
    public async Task List_FilterAndState_LeaveOutTheRest(string names, params string[] options)
    {
        await using var server = await FakeTuner.StartAsync();
        foreach (var name in (string[])["digits-a", "digits-b", "other"]) server.Add(name);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["study", "list", "--server", server.Url.AbsoluteUri, "--json", .. options]));

        var page = JsonSerializer.Deserialize<PageView<StudySummary>>(run.Output, TunerJson.Options)!;
        Assert.Equal(names, string.Join(' ', page.Items.Select(study => study.Name)));
    }

    [Fact]
    public async Task List_NothingIsLeft_SaysSo()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "list", "--server", server.Url.AbsoluteUri, "--filter", "b"));

        Assert.Equal(["There is no such study."], run.OutputLines);
    }

    [Fact]
    public async Task Change_ShowsEachDefinitionAsItWasAndIs_OnALineOfItsOwn()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a", ended: 1);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "change", "a", "x=[0, 5]", "--server", server.Url.AbsoluteUri));

        Assert.EndsWith(" It has been changed once.", run.OutputLines[0], StringComparison.Ordinal);
        Assert.Equal(["x: float 0 to 10 -> float 0 to 5"], run.OutputLines.Skip(1));
    }

    [Fact]
    public async Task Diff_TwoStudies_ShowsWhatEachHasFound()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a", ended: 1);
        server.Add("b", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "diff", "a", "b", "--server", server.Url.AbsoluteUri));

        Assert.Contains("Their files say the same.", run.OutputLines);
        var best = Assert.Single(run.OutputLines, line => line.StartsWith("│ best", StringComparison.Ordinal));
        Assert.Contains("9 (x=1.5)", best, StringComparison.Ordinal);
        Assert.Contains("8 (x=2.5)", best, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trials")]
    [InlineData("best")]
    public async Task Trials_Metrics_AreColumns(string command)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", command, "a", "--metrics", "--server", server.Url.AbsoluteUri));

        Assert.Contains(" ece ", run.OutputLines[1], StringComparison.Ordinal);
        Assert.Contains(" 0.0625 ", run.OutputLines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Direction.Maximize, 0)]
    [InlineData(Direction.Minimize, 11)]
    public async Task Best_OfAFront_BeginsWithTheBestInTheFirstValueAndSaysThatItIsCut(Direction first, int trial)
    {
        await using var server = await FakeTuner.StartAsync(trials: 12);
        server.Directions = [first, Direction.Minimize];
        server.ValueNames = ["quality", "usdPerThousandQuestions"];
        server.Add("s", ended: 12);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "best", "s", "--server", server.Url.AbsoluteUri));

        Assert.Contains("quality, usdPerThousandQuestions ", run.OutputLines[1], StringComparison.Ordinal);
        Assert.Matches($"^│ +{trial} │", run.OutputLines[3]);
        Assert.Equal("5 of the 12 trials of the Pareto front; --count 12 shows all.", run.OutputLines[^1]);

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "best", "s", "--count", "12", "--server", server.Url.AbsoluteUri));
        Assert.Single(run.OutputLines, line => line.Contains("--count", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delete_ByAPattern_TakesThoseOfThatNameAlone()
    {
        await using var server = await FakeTuner.StartAsync();
        foreach (var name in (string[])["no-name-1", "no-name-2", "named", "other-no-name-3"]) server.Add(name);
        using var run = new CliRun();
        async Task<int> Delete(params string[] arguments) =>
            await run.InvokeAsync(["study", "delete", .. arguments, "--server", server.Url.AbsoluteUri]);

        Assert.Equal(ExitCode.InvalidInput, await Delete("--match", "no-name-*")); // Nobody is here to be asked.
        Assert.DoesNotContain(server.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, await Delete("--match", "no-name-*", "--yes"));
        Assert.Equal(ExitCode.InvalidInput, await Delete("--match", "no-name-*", "--yes"));
        Assert.Equal(ExitCode.InvalidInput, await Delete("--yes"));
        Assert.Equal(ExitCode.InvalidInput, await Delete("named", "--match", "*", "--yes"));

        Assert.Equal(["Study no-name-1 is deleted.", "Study no-name-2 is deleted."], run.OutputLines);
        Assert.Equal(2, server.Requests.Count(request => request.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_StudyHasEndedAlready_SaysSoAndTheWayOn()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 3);
        using var run = new CliRun();
        var file = run.File("s.json", """{"name":"s"}""");

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "start", file, "--server", server.Url.AbsoluteUri));

        Assert.Equal("Study s had ended already (all trials have ended); nothing new is run.", run.OutputLines[0]);
        Assert.Contains($"`{Installation.Command} study extend s --trials 4` lets it go on.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RefusedFile_ShowsEveryFieldThatIsWrong()
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();
        var file = run.File("s.json", "{}");

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "start", file, "--server", server.Url.AbsoluteUri));

        Assert.Contains("/name: is required", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Show_UnknownStudy_IsInvalidInput()
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "show", "x", "--server", server.Url.AbsoluteUri));

        Assert.Contains("There is no study 'x'.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show", "s")]
    public async Task NoServerRuns_UnfinishedStudy_SaysHowItGoesOn(params string[] arguments)
    {
        using var run = new CliRun { StartHost = async (url, _, _, _) => await WithStudyAsync(url) };

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["study", .. arguments, "--data", run.Folder]));

        Assert.Contains($"No server is running: `{Installation.Command} serve` lets ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_StudyRuns_SaysHowLongItTakes()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "show", "s", "--server", server.Url.AbsoluteUri));

        Assert.Contains(", about 2.0 s left", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("No server is running", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_NoName_IsTheStudyThatWasCreatedLast()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("old");
        server.Add("young");
        server.Add("middle");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "show", "--server", server.Url.AbsoluteUri, "--json"));

        Assert.Equal("young", JsonSerializer.Deserialize<StudyView>(run.Output, TunerJson.Options)!.Name);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show", "s")]
    [InlineData("best", "s")]
    [InlineData("trials", "s")]
    [InlineData("trial", "s", "0")]
    [InlineData("watch", "s")]
    [InlineData("stop", "s")]
    [InlineData("pause", "s")]
    [InlineData("resume", "s")]
    [InlineData("cancel-trial", "s", "0")]
    [InlineData("retry-trial", "s", "0")]
    [InlineData("extend", "s", "--trials", "9")]
    public async Task AnyCommand_Json_PrintsJsonAndNothingElse(params string[] arguments)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 1);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["study", .. arguments, "--json", "--server", server.Url.AbsoluteUri]));

        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Theory]
    [InlineData("pause s", "Study s: paused, waits for `study resume`, 1 of 3 trials have ended.")]
    [InlineData("cancel-trial s 0", "Trial 0 of study s is pruned (cancelled).")]
    [InlineData("retry-trial s 0", "Study s: 1 enqueued point waits.")]
    public async Task Request_SaysWhatCameOfIt(string command, string said)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 1);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["study", .. command.Split(' '), "--server", server.Url.AbsoluteUri]));

        Assert.Equal(said, Assert.Single(run.OutputLines));
    }

    [Fact]
    public async Task Show_PausedStudy_SaysPaused_AndNoTimeLeft()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 1);
        server.Paused.Add("s");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "show", "s", "--server", server.Url.AbsoluteUri));

        Assert.Matches("(?m)^state +paused *$", run.Output);
        Assert.DoesNotContain(" left", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_StudyHasEnded_NamesTheCommandThatHasItTried()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 3);
        using var run = new CliRun();

        await run.InvokeAsync("study", "retry-trial", "s", "0", "--server", server.Url.AbsoluteUri);

        Assert.Equal(
            $"Study s: 1 enqueued point waits; the study has ended, `{Installation.Command} study extend s --trials 9` has them tried.",
            Assert.Single(run.OutputLines));
    }

    [Theory]
    [InlineData(3, "2  0.5")]
    [InlineData(500, "499  124.75")]
    public async Task Trial_ShowsTheWholeReasonAndReports(int reports, string last)
    {
        await using var server = await FakeTuner.StartAsync(outcome: TrialState.Failed);
        server.Reports = reports;
        server.Add("s", ended: 1);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "trial", "s", "0", "--server", server.Url.AbsoluteUri));

        var lines = run.OutputLines.Select(line => line.TrimEnd()).ToList();
        Assert.Equal(["Reason:", "  it broke", "    in two"], lines[^3..]);
        Assert.Contains(lines, line => line.EndsWith(last, StringComparison.Ordinal));
        Assert.Contains("attempts  ", run.Output, StringComparison.Ordinal);
        Assert.Contains("  host  h1", lines);
        Assert.Contains("  ece  0.0625", lines);
        Assert.InRange(lines.Count, 15, 37);
    }

    [Theory]
    [InlineData("0", "")]
    [InlineData("1", "It wrote more; this is the end of it.\n")]
    public async Task TrialLog_IsShownLineByLineAndNotObeyed(string number, string remark)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "trial", "s", number, "--log", "--server", server.Url.AbsoluteUri));

        Assert.Equal("10%\n20%\n\\u001b]0;title\\u0007 it broke\n", run.Output);
        Assert.Equal(remark, run.Error);
    }

    [Fact]
    public async Task Extend_SendsWhatWasGiven()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        await run.InvokeAsync(
            "study", "extend", "s", "--trials", "9", "--limit", "2.5", "--timeout", "60", "--server", server.Url.AbsoluteUri);

        Assert.Equal("""{"trials":9,"limitUsd":2.5,"timeoutSeconds":60}""", Assert.Single(server.Bodies));
    }

    [Fact]
    public async Task Enqueue_SendsThePointWithItsKinds()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        await run.InvokeAsync("study", "enqueue", "s", "lr=1e-3", "layers=2", "flag=true", "name=a=b", "--server", server.Url.AbsoluteUri);

        Assert.Equal("""{"points":[{"lr":0.001,"layers":2,"flag":true,"name":"a=b"}]}""", Assert.Single(server.Bodies));
    }

    [Fact]
    public async Task Delete_Yes_Deletes()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "delete", "s", "--yes", "--server", server.Url.AbsoluteUri));
        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "delete", "s", "--yes", "--server", server.Url.AbsoluteUri));
    }

    [Fact]
    public async Task Watch_StudyThatEnds_PrintsALineForEachTrialAndTheBest()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "watch", "s", "--server", server.Url.AbsoluteUri));

        Assert.Equal(2, run.OutputLines.Count(line => line.StartsWith("trial ", StringComparison.Ordinal))); // The first had ended before.
        Assert.Contains("Best: 8 by trial 2", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            run.OutputLines,
            line => line.Trim().StartsWith("model", StringComparison.Ordinal) && line.Contains("2.pt", StringComparison.Ordinal));
        Assert.Contains("The 3 best trials:", run.OutputLines);
    }

    [Fact]
    public async Task Watch_ServerIsAwayForAWhile_GoesOnAfterwards()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();
        var watching = run.InvokeAsync("study", "watch", "s", "--server", server.Url.AbsoluteUri);
        while (server.Requests.Count < 3) await Task.Delay(10);

        server.Outage = 2;

        Assert.Equal(ExitCode.Done, await watching);
        Assert.Contains("The server answers again.", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.OutputLines.Count(line => line.StartsWith("trial ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Watch_CtrlC_IsInterrupted()
    {
        await using var server = await FakeTuner.StartAsync(trials: int.MaxValue);
        server.Add("s");
        using var run = new CliRun();
        using var interruption = new CancellationTokenSource();
        var watching = run.InvokeAsync(interruption.Token, "study", "watch", "s", "--server", server.Url.AbsoluteUri);
        while (server.Requests.Count < 3) await Task.Delay(10);

        await interruption.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await watching);
    }

    [Fact]
    public async Task Watch_StudyIsDeleted_EndsAndSaysSo()
    {
        await using var server = await FakeTuner.StartAsync(trials: int.MaxValue);
        server.Add("s");
        using var run = new CliRun();
        var watching = run.InvokeAsync("study", "watch", "s", "--server", server.Url.AbsoluteUri);
        while (server.Requests.Count < 4) await Task.Delay(10);

        server.Remove("s");

        Assert.Equal(ExitCode.NoCompleteTrial, await watching);
        Assert.Equal("Study s was deleted.", run.Error.Trim());
    }

    [Theory]
    [InlineData("v1/tuner")]
    [InlineData("v1/tuner/")]
    public async Task Server_AddressOfItsApi_IsTakenToo(string path)
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "list", "--server", server.Url.AbsoluteUri + path));
    }

    private static async Task<IRunningHost> WithStudyAsync(ServerAddress address)
    {
        var server = await FakeTuner.StartAsync(address);
        server.Add("s");
        return server;
    }
}
