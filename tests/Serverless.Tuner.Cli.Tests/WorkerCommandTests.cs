using System.Text.Json;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary><c>tuner study ask</c> and <c>tell</c>: a worker as a shell script.</summary>
public sealed class WorkerCommandTests : IAsyncLifetime
{
    private readonly CliRun _run = new();
    private FakeTuner _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeTuner.StartAsync();
        _server.Add("s");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _run.Dispose();
    }

    [Fact]
    public async Task Ask_ShowsTheTrialAndHowToTellOfIt()
    {
        Assert.Equal(ExitCode.Done, await InvokeAsync("ask", "s", "--count", "2", "--worker", "w1", "--lease", "30"));

        Assert.Equal("""{"count":2,"worker":"w1","leaseSeconds":30}""", Assert.Single(_server.Bodies));
        Assert.Contains("Trial 3, attempt 2: x=0.5 opt=a,b", _run.Output, StringComparison.Ordinal);
        Assert.Contains("study tell s 3 --lease abc --value V", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ForPrograms_IsJsonOrCsv()
    {
        Assert.Equal(ExitCode.Done, await InvokeAsync("ask", "s", "--json"));
        var asked = JsonSerializer.Deserialize<SuggestView>(_run.Output, TunerJson.Options)!;
        Assert.Equal((3, "abc"), (asked.Trials[0].Number, asked.Trials[0].Lease));

        using var csv = new CliRun();
        Assert.Equal(ExitCode.Done, await csv.InvokeAsync("study", "ask", "s", "--csv", "--server", _server.Url.AbsoluteUri));
        Assert.Equal(
            ["number,attempt,lease,leaseUntil,parameters.x,parameters.opt", "3,2,abc,2030-01-01T00:01:00Z,0.5,\"a,b\""], csv.OutputLines);
    }

    [Fact]
    public async Task Ask_NoTrialIsLeft_SaysSoByItsExitCode()
    {
        _server.IsDone = true;

        Assert.Equal(ExitCode.NothingLeft, await InvokeAsync("ask", "s"));

        Assert.Contains("Study s gives out no more trials: all trials have ended.", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"lease":"abc","values":[-0.5]}""", "complete", "--value", "-0.5")]
    [InlineData("""{"lease":"abc","values":[1,2]}""", "complete", "--value", "1", "--value", "2")]
    [InlineData("""{"lease":"abc","values":[-1,2E-05]}""", "complete", "--values", "-1,2e-5")]
    [InlineData(
        """{"lease":"abc","values":[1],"costUsd":0.25,"metrics":{"a":1,"b":-2},"constraints":{"m":0},"attributes":{"k":"v=w"}}""", "complete",
        "--value", "1", "--cost", "0.25", "--metric", "a=1", "--metric", "b=-2", "--constraint", "m=0", "--attr", "k=v=w")]
    [InlineData("""{"lease":"abc","reason":"no data","final":false}""", "fail", "--fail", "no data")]
    [InlineData("""{"lease":"abc","reason":"no data","costUsd":1,"final":true}""", "fail", "--fail", "no data", "--final", "--cost", "1")]
    [InlineData("""{"lease":"abc","reason":"hopeless"}""", "prune", "--prune", "hopeless")]
    [InlineData(
        """{"lease":"abc","reason":"hopeless","costUsd":0.5,"attributes":{"k":"v"}}""", "prune",
        "--prune", "hopeless", "--attr", "k=v", "--cost", "0.5")]
    [InlineData("""{"lease":"abc","reason":"x","final":false,"attributes":{"k":""}}""", "fail", "--fail", "x", "--attr", "k=")]
    [InlineData("""{"lease":"abc"}""", "heartbeat", "--heartbeat")]
    [InlineData(
        """{"lease":"abc","reports":[{"step":1,"value":0.5},{"step":2,"value":0.25,"costUsd":0.1}],"judge":true}""", "report",
        "--report", "1=0.5", "--report", "2=0.25", "--cost", "0.1")]
    public async Task Tell_SendsWhatItIsGiven(string body, string call, params string[] options)
    {
        Assert.Equal(ExitCode.Done, await InvokeAsync(["tell", "s", "3", "--lease", "abc", .. options]));

        Assert.Contains($"POST /v1/tuner/studies/s/trials/3/{call}", _server.Requests);
        Assert.Equal(body, Assert.Single(_server.Bodies));
    }

    [Theory]
    [InlineData("Say what to tell")]
    [InlineData("Tell one thing at a time", "--value", "1", "--fail", "x")]
    [InlineData("Tell one thing at a time", "--heartbeat", "--report", "1=2")]
    [InlineData("--final does not go with --prune", "--prune", "x", "--final")]
    [InlineData("--metric does not go with --fail", "--fail", "x", "--metric", "a=1")]
    [InlineData("--attr does not go with --report", "--report", "1=2", "--attr", "a=1")]
    [InlineData("--cost does not go with --heartbeat", "--heartbeat", "--cost", "1")]
    [InlineData("'nan' is no finite number", "--value", "nan")]
    [InlineData("'x' is no NAME=VALUE", "--value", "1", "--metric", "x")]
    [InlineData("--metric a: 'b' is no finite number", "--value", "1", "--metric", "a=b")]
    [InlineData("'-1' is no step", "--report", "-1=2")]
    [InlineData("--metric: a is given twice", "--value", "1", "--metric", "a=1", "--metric", "a=2")]
    [InlineData("--report: 1 is given twice", "--report", "1=2", "--report", "1=3")]
    public async Task Tell_WhatMakesNoSense_IsRefusedBeforeAnythingIsSent(string message, params string[] options)
    {
        Assert.Equal(ExitCode.InvalidInput, await InvokeAsync(["tell", "s", "3", "--lease", "abc", .. options]));

        Assert.Contains(message, _run.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Tell_TheTrialIsToEnd_SaysSoByItsExitCode()
    {
        _server.GoOn = new GoOnView(Prune: true, "pruner: median at step 1");

        Assert.Equal(ExitCode.NothingLeft, await InvokeAsync("tell", "s", "3", "--lease", "abc", "--report", "1=2"));

        Assert.Contains("Trial 3 has ended: pruner: median at step 1.", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_SaysWhatBecameOfTheTrial()
    {
        await InvokeAsync("tell", "s", "3", "--lease", "abc", "--value", "1");
        await InvokeAsync("tell", "s", "3", "--lease", "abc", "--fail", "x");

        Assert.Equal(["Trial 3 is complete.", "Trial 3 is to be tried again: as it was told."], _run.OutputLines);
    }

    [Fact]
    public async Task Artifact_IsKeptUnderItsOwnName()
    {
        var file = _run.File("model.bin", "weights");

        Assert.Equal(ExitCode.Done, await InvokeAsync("artifacts", "s", "3", "--put", file, "--lease", "abc"));
        Assert.Equal(ExitCode.InvalidInput, await InvokeAsync("artifacts", "s", "3", "--put", file));

        Assert.Equal("weights", Assert.Single(_server.Bodies));
        Assert.Contains("keeps model.bin: 7 bytes", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH /v1/tuner/studies/s", """{"attributes":{"owner":"ada=1","old":null}}""", "owner=ada=1", "--remove", "old")]
    [InlineData("PATCH /v1/tuner/studies/s/trials/1", """{"attributes":{"1":"x"}}""", "1", "1=x")]
    public async Task Attr_IsSet(string request, string body, params string[] words)
    {
        _server.Add("s", ended: 2);

        Assert.Equal(ExitCode.Done, await InvokeAsync(["attr", "s", .. words]));

        Assert.Contains(request, _server.Requests);
        Assert.Equal(body, Assert.Single(_server.Bodies));
    }

    [Fact]
    public async Task Attr_IsShown()
    {
        _server.Add("s", ended: 2);

        Assert.Equal(ExitCode.Done, await InvokeAsync("attr", "s", "1"));
        Assert.Equal(ExitCode.Done, await InvokeAsync("attr", "s", "1", "--csv"));
        Assert.Equal(ExitCode.Done, await InvokeAsync("attr", "s"));
        Assert.Equal(ExitCode.InvalidInput, await InvokeAsync("attr", "s", "1", "owner"));

        Assert.Equal(["host=h1", "name,value", "host,h1", "Study s has no attributes."], _run.OutputLines);
        Assert.Empty(_server.Bodies);
    }

    /// <summary>Only to set some a server must run: to look at them, one is started for as long as that takes.</summary>
    [Fact]
    public async Task Attr_WithoutAServer_IsShownAndNotSet()
    {
        using var run = new CliRun
        {
            StartHost = async (address, _, _, _) =>
            {
                var host = await FakeTuner.StartAsync(address);
                host.Add("s", ended: 2);
                return host;
            },
        };
        string[] data = ["--data", run.Folder];

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["study", "attr", "s", "1", .. data]));
        Assert.Equal(["host=h1"], run.OutputLines);
        Assert.Equal(ExitCode.NoServer, await run.InvokeAsync(["study", "attr", "s", "1", "k=v", .. data]));
    }

    [Fact]
    public async Task Health_SaysWhetherTheStorageAnswers()
    {
        Assert.Equal(ExitCode.Done, await _run.InvokeAsync("health", "--server", _server.Url.AbsoluteUri));
        Assert.Contains("Serverless Tuner 1.0.0 at", _run.Output, StringComparison.Ordinal);

        _server.IsDiskFull = true;
        using var later = new CliRun();
        Assert.Equal(ExitCode.NoServer, await later.InvokeAsync("health", "--json", "--server", _server.Url.AbsoluteUri));
        Assert.False(JsonSerializer.Deserialize<JsonElement>(later.Output).GetProperty("ready").GetBoolean());
    }

    private Task<int> InvokeAsync(params string[] arguments) =>
        _run.InvokeAsync(["study", .. arguments, "--server", _server.Url.AbsoluteUri]);
}
