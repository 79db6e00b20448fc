using System.Text.Json;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Keys on the command line, and servers that other machines reach with them.</summary>
public sealed class KeyCommandTests
{
    // An address for documentation, which no machine has: what gets so far as to listen there fails.
    private const string Elsewhere = "192.0.2.1";

    [Fact]
    public async Task Key_IsMadeListedAndRevoked_AndServingOthersNeedsOne()
    {
        using var run = new CliRun { StartHost = EmbeddedApp.StartAsync };
        async Task<int> Invoke(params string[] arguments) => await run.InvokeAsync([.. arguments, "--data", run.Folder]);
        string[] serve = ["serve", "--host", Elsewhere, "--port", $"{Loopback.FreePort()}", "--table-port", "0"];

        Assert.Equal(ExitCode.InvalidInput, await Invoke(serve));
        Assert.Contains("there is no key that lets them in", run.Error, StringComparison.Ordinal);

        Assert.Equal(
            ExitCode.Done,
            await Invoke("key", "create", "Ann's laptop", "--scope", "write", "--days", "30", "--allowance", "5", "--json"));
        var key = JsonSerializer.Deserialize<KeyView>(run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..], TunerJson.Options)!;
        Assert.Equal(("Ann's laptop", KeyScope.Write, 5m), (key.Name, key.Scope, key.Allowance!.TotalUsd));
        Assert.InRange(key.ExpiresAt!.Value - key.CreatedAt, TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1));

        Assert.Equal(ExitCode.InvalidInput, await Invoke(serve));
        Assert.Contains($"{Elsewhere} cannot be listened on", run.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await Invoke("key", "list"));
        Assert.Contains(key.Id, run.Output, StringComparison.Ordinal);
        Assert.Single(run.OutputLines, line => line.Contains(key.Key!, StringComparison.Ordinal));
        var shown = run.Output.Length;
        Assert.Equal(ExitCode.Done, await Invoke("key", "revoke", key.Id, "--json"));
        var revoked = JsonSerializer.Deserialize<KeyView>(run.Output[shown..], TunerJson.Options)!;
        Assert.Equal((key.Id, true), (revoked.Id, revoked.RevokedAt is not null));
        Assert.Equal(ExitCode.InvalidInput, await Invoke("key", "revoke", "0"));

        var before = run.Error.Length;
        Assert.Equal(ExitCode.InvalidInput, await Invoke(serve));
        Assert.Contains("there is no key that lets them in", run.Error[before..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SaysOfEachKeyHowItStands()
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("key", "list", "--server", server.Url.AbsoluteUri));

        var rows = run.OutputLines.Where(line => line.StartsWith('│')).Select(
            line => line.Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.Equal(
            [
                ["id", "for", "scope", "state", "used last (UTC)", "allowance left", "studies at once"],
                ["k1", "ann", "write", "valid", "2030-01-02 00:00:00", "$1.5 of $5", "–"],
                ["k2", "bob", "read", "until 2999-01-01 00:00:00", "–", "–", "–"],
                ["k3", "cy", "work", "expired 2001-01-01 00:00:00", "–", "–", "–"],
                ["k4", "dee", "admin", "revoked 2002-01-01 00:00:00", "–", "–", "–"],
            ],
            rows);
    }

    [Fact]
    public async Task List_ForPrograms_IsCsv()
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("key", "list", "--csv", "--server", server.Url.AbsoluteUri));

        Assert.Equal(
            [
                "id,name,scope,createdAt,expiresAt,revokedAt,lastUsedAt,allowanceUsd,allowanceLeftUsd,maxStudies",
                "k1,ann,write,2000-01-01T00:00:00Z,,,2030-01-02T00:00:00Z,5,1.5,",
                "k2,bob,read,2000-01-01T00:00:00Z,2999-01-01T00:00:00Z,,,,,",
                "k3,cy,work,2000-01-01T00:00:00Z,2001-01-01T00:00:00Z,,,,,",
                "k4,dee,admin,2000-01-01T00:00:00Z,2999-01-01T00:00:00Z,2002-01-01T00:00:00Z,,,,",
            ],
            run.OutputLines);
    }

    [Fact]
    public async Task Revoke_AsksForIt_AndSaysSo()
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("key", "revoke", "k2", "--json", "--server", server.Url.AbsoluteUri));
        Assert.Equal("k2", JsonSerializer.Deserialize<KeyView>(run.Output, TunerJson.Options)!.Id);
        Assert.Contains("DELETE /v1/tuner/keys/k2", server.Requests);

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("key", "revoke", "k3", "--server", server.Url.AbsoluteUri));
        Assert.Contains("Key k3 is revoked", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key", "create", "a")]
    [InlineData("key", "create", "a", "--scope", "root")]
    [InlineData("key", "create", "a", "--scope", "write", "--allowance", "0")]
    [InlineData("key", "create", "a", "--scope", "write", "--days", "-1")]
    [InlineData("key", "create", "a", "--scope", "write", "--days", "1e9")]
    [InlineData("serve", "--host", "no.such.host.invalid")]
    [InlineData("serve", "--host", "a b")]
    [InlineData("serve", "--host", "127.0.0.2")]
    public async Task WhatIsWrong_IsRefused_BeforeAServerIsStarted(params string[] arguments)
    {
        using var run = new CliRun();

        // A server is named to commands that talk to one.
        string[] server = arguments[0] == "key" ? ["--server", "http://127.0.0.1:1"] : [];
        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync([.. arguments, .. server]));

        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("0.0.0.0", "http://0.0.0.0:7071")]
    [InlineData("*", "http://0.0.0.0:7071")]
    [InlineData("[::]", "http://[::]:7071")]
    [InlineData("192.0.2.1", "http://127.0.0.1:7071 http://192.0.2.1:7071")]
    [InlineData("2001:db8::1", "http://127.0.0.1:7071 http://[2001:db8::1]:7071")]
    public void Reach_ListensWhereItIsTold_AndOnThisMachine(string host, string urls) =>
        Assert.Equal(urls.Split(' '), RemoteReach.Find(host, allowsCommands: false)!.Urls(7071));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("localhost")]
    public void Reach_OfThisMachineAlone_IsNone(string host) => Assert.Null(RemoteReach.Find(host, allowsCommands: true));

    [Fact]
    public async Task Serve_ForOthers_SaysThatItIsPlainHttp_AndWhetherItRunsPrograms()
    {
        foreach (var allowed in new[] { false, true })
        {
            RemoteReach? reach = null;
            using var end = new CancellationTokenSource();
            using var run = new CliRun
            {
                StartHost = async (address, _, _, _) =>
                {
                    reach = address.Remote;
                    return await FakeTuner.StartAsync(address with { Url = new Uri("http://127.0.0.1:0") });
                },
            };
            string[] arguments = ["serve", "--host", Elsewhere, "--connection", "elsewhere", "--data", run.Folder];

            var serving = run.InvokeAsync(end.Token, allowed ? [.. arguments, "--allow-commands"] : arguments);
            while (!run.Output.Contains("plain HTTP", StringComparison.Ordinal) && !serving.IsCompleted)
                await Task.Delay(10, TestContext.Current.CancellationToken);
            await end.CancelAsync();

            Assert.Equal(ExitCode.Done, await serving);
            Assert.Equal((Elsewhere, allowed), (reach!.Host, reach.AllowsCommands));
            Assert.Equal(!allowed, run.Output.Contains("Studies that run programs are refused", StringComparison.Ordinal));
        }
    }
}
