using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Who is sent the token, and who is not.</summary>
public sealed class ServerTokenTests
{
    [Fact]
    public async Task Start_MakesATokenOf256Bits_AndKeepsIt()
    {
        using var run = new CliRun();
        string? first;
        await using (var server = await FakeServer.StartAsync(run.Folder)) first = server.Address.Token;
        await using var again = await FakeServer.StartAsync(run.Folder);

        Assert.Equal(32, Convert.FromBase64String(first!).Length);
        Assert.Equal(first, again.Address.Token);
        Assert.Equal(first, File.ReadAllText(DataDirectory.At(run.Folder).TokenFile).Trim());
    }

    [Fact]
    public async Task Command_ForTheDirectory_SendsItsToken()
    {
        using var run = new CliRun();
        await using var server = await FakeServer.StartAsync(run.Folder);

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "list", "--data", run.Folder));

        Assert.All(server.Tuner.Authorizations, sent => Assert.Equal($"Bearer {server.Address.Token}", sent));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task NamedServer_OfTheDirectory_IsSentItsToken(string host)
    {
        using var run = new CliRun();
        await using var server = await FakeServer.StartAsync(run.Folder);

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync("study", "list", "--server", $"http://{host}:{server.Address.Url.Port}", "--data", run.Folder));

        Assert.All(server.Tuner.Authorizations, sent => Assert.Equal($"Bearer {server.Address.Token}", sent));
    }

    [Fact]
    public async Task NamedServer_AnotherThanTheDirectorys_IsSentNothing_AndTheErrorSaysHowToGiveItsToken()
    {
        using var run = new CliRun();
        await using var own = await FakeServer.StartAsync(run.Folder);
        await using var other = await FakeTuner.StartAsync(new ServerAddress(new Uri("http://127.0.0.1:0"), "its own"));

        Assert.Equal(ExitCode.NoServer, await run.InvokeAsync("study", "list", "--server", other.Url.AbsoluteUri, "--data", run.Folder));

        Assert.Equal([""], other.Authorizations);
        foreach (var word in (string[])["--data DIR", "TUNER_TOKEN"]) Assert.Contains(word, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NamedServer_OnAnotherMachine_IsSentNothing_UnlessOverHttps()
    {
        using var variables = new Variables(("TUNER_TOKEN", "secret"), ("TUNER_KEY", "key"));

        foreach (var (url, secret) in (IEnumerable<(string, string?)>)
            [("http://example.org", null), ("http://192.168.1.4:7071", null),
                ("https://example.org", "secret"), ("http://localhost:1", "secret"), ("http://[::1]:1", "secret")])
        {
            var address = ServerFinder.Of(new Uri(url), own: null);
            Assert.Equal((secret, secret is null ? null : "key"), (address.Token, address.Key));
        }
    }

    [Fact]
    public async Task NamedServer_TokenInTheEnvironment_IsSentThere()
    {
        using var run = new CliRun();
        await using var server = await FakeTuner.StartAsync(new ServerAddress(new Uri("http://127.0.0.1:0"), "secret"));
        using var variables = new Variables(("TUNER_TOKEN", "secret\n"), ("TUNER_KEY", "key"));

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "list", "--server", server.Url.AbsoluteUri, "--data", run.Folder));

        Assert.All(server.Authorizations, sent => Assert.Equal("Bearer secret", sent));
        Assert.All(server.Keys, sent => Assert.Equal("key", sent));
    }

    [Fact]
    public async Task NamedServer_SendsUsElsewhere_NobodyThereIsSentAnything()
    {
        using var run = new CliRun();
        await using var elsewhere = await FakeTuner.StartAsync();
        await using var server = await FakeTuner.StartAsync();
        server.Elsewhere = elsewhere.Url;
        using var variables = new Variables(("TUNER_TOKEN", "secret"), ("TUNER_KEY", "key"));

        Assert.Equal(ExitCode.NoServer, await run.InvokeAsync("study", "list", "--server", server.Url.AbsoluteUri, "--data", run.Folder));

        Assert.NotEmpty(server.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task NamedServer_WrongTokenInTheEnvironment_SaysSo()
    {
        using var run = new CliRun();
        await using var server = await FakeTuner.StartAsync(new ServerAddress(new Uri("http://127.0.0.1:0"), "secret"));
        using var variables = new Variables(("TUNER_TOKEN", "wrong"));

        Assert.Equal(ExitCode.NoServer, await run.InvokeAsync("study", "list", "--server", server.Url.AbsoluteUri, "--data", run.Folder));

        Assert.Contains("asks for another token or key", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnServer_WhatIsInTheEnvironment_IsNotForIt()
    {
        using var run = new CliRun();
        await using var server = await FakeServer.StartAsync(run.Folder);
        using var variables = new Variables(("TUNER_TOKEN", "secret"), ("TUNER_KEY", "key"));

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "list", "--data", run.Folder));

        Assert.All(server.Tuner.Authorizations, sent => Assert.Equal($"Bearer {server.Address.Token}", sent));
        Assert.All(server.Tuner.Keys, sent => Assert.Equal("", sent));
    }

    [Fact]
    public async Task Token_ThatNoHeaderCanHold_IsInvalidInput()
    {
        using var run = new CliRun();
        using var variables = new Variables(("TUNER_TOKEN", "two\nlines"));

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "list", "--server", "http://127.0.0.1:1", "--data", run.Folder));
    }

    [Fact]
    public async Task ServerThatWasKilled_WhoeverListensThereNow_IsSentNothing()
    {
        using var run = new CliRun { StartHost = async (address, _, _, _) => await FakeTuner.StartAsync(address) };
        var data = DataDirectory.At(run.Folder);
        await using (await FakeServer.StartAsync(run.Folder))
        {
            // Its token, and then its record, are there to stay.
        }

        await using var squatter = await FakeTuner.StartAsync();
        data.ServerFile.Write(new ServerRecord(squatter.Url, 1));
        Assert.Null(data.RunningServer());
        Assert.Equal(ExitCode.NoServer, await run.InvokeAsync("study", "start", run.File("s.json", """{"name":"s"}"""), "--data", run.Folder));
        Assert.Contains(
            $"No server is running for {run.Folder}: start one with `{Installation.Command} serve --data {run.Folder}`.", run.Error,
            StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "list", "--data", run.Folder));

        Assert.Empty(squatter.Requests);
        Assert.Null(data.ServerFile.Read());
    }

    [Fact]
    public async Task ServerThatEndsWhileItIsWatched_WhoeverListensThereNext_IsSentNothing()
    {
        using var run = new CliRun();
        var server = await FakeServer.StartAsync(run.Folder);
        server.Tuner.Trials = int.MaxValue;
        server.Tuner.Add("s");
        using var interruption = new CancellationTokenSource();
        var watching = run.InvokeAsync(interruption.Token, "study", "watch", "s", "--data", run.Folder);
        while (server.Tuner.Requests.Count < 4) await Task.Delay(10, TestContext.Current.CancellationToken);

        var url = server.Address.Url;
        await server.DisposeAsync();
        await using (var squatter = await FakeTuner.StartAsync(new ServerAddress(url, Token: null)))
        {
            while (!run.Output.Contains("The server has ended", StringComparison.Ordinal))
                await Task.Delay(10, TestContext.Current.CancellationToken);
            Assert.Empty(squatter.Requests);
        }

        await interruption.CancelAsync();
        await watching;
    }

    [Fact]
    public async Task RunningServer_OneThatOnlyAnswers_IsNone()
    {
        using var run = new CliRun();
        var data = DataDirectory.At(run.Folder);
        data.ServerFile.Write(new ServerRecord(new Uri("http://127.0.0.1:1"), 1));
        var options = new ServeOptions
        {
            Data = data,
            Port = 0,
            Storage = new NamedStorage("elsewhere", NamedStorage.Option),
            RunOrchestrations = false,
        };

        // The directory is new: what is in it was put there by the test.
        File.WriteAllText(Path.Combine(run.Folder, "lock"), "");
        await using var server = await LocalServer.TryStartAsync(
            options, async (address, _, _, _) => await FakeTuner.StartAsync(address), CancellationToken.None);

        Assert.NotNull(server);
        Assert.Null(data.RunningServer());
    }

    [Fact]
    public async Task RunningServer_RecordOfAnotherMachine_IsNone()
    {
        using var run = new CliRun();
        await using var server = await FakeServer.StartAsync(run.Folder);
        var data = DataDirectory.At(run.Folder);
        Assert.NotNull(data.RunningServer());

        data.ServerFile.Write(new ServerRecord(new Uri("http://192.168.1.4:7071"), 1));

        Assert.Null(data.RunningServer());
    }

    [Fact]
    public async Task RunningServer_ManyLookAtOnce_NoneTakesAnotherForTheServer()
    {
        using var run = new CliRun();
        var data = DataDirectory.At(run.Folder);
        data.TryLock()!.Dispose();
        data.ServerFile.Write(new ServerRecord(new Uri("http://127.0.0.1:1"), 1));

        var found = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 200).Any(_ => data.RunningServer() is not null))));

        Assert.DoesNotContain(true, found);
    }

    private sealed class Variables : IDisposable
    {
        private readonly string[] _names;

        public Variables(params (string Name, string Value)[] variables)
        {
            _names = [.. variables.Select(variable => variable.Name)];
            foreach (var (name, value) in variables) Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Array.ForEach(_names, name => Environment.SetEnvironmentVariable(name, null));
    }
}
