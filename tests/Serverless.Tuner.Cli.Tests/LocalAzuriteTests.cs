using System.Net;
using System.Net.Sockets;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.TestKit;
using Xunit;

namespace Serverless.Tuner.Cli.Tests;

public sealed class LocalAzuriteTests
{
    [Fact]
    public async Task Probe_Azurite_IsRecognised()
    {
        await using var azurite = await AzuriteProcess.StartAsync();

        Assert.True(await AzuriteProbe.AnswersAsync(azurite.Port, CancellationToken.None));
    }

    [Fact]
    public async Task Probe_AnotherWebServer_IsNot()
    {
        await using var server = await FakeTuner.StartAsync();

        Assert.False(await AzuriteProbe.AnswersAsync(server.Url.Port, CancellationToken.None));
    }

    [Fact]
    public async Task Probe_SomebodyWhoNeverAnswers_IsNot()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        Assert.False(await AzuriteProbe.AnswersAsync(((IPEndPoint)silent.LocalEndpoint).Port, CancellationToken.None));
    }

    [Fact]
    public async Task Probe_Nobody_IsNot() => Assert.False(await AzuriteProbe.AnswersAsync(Loopback.FreePort(), CancellationToken.None));

    [Fact]
    public async Task Start_PortIsTaken_ListensElsewhere_AndEndsWhenDisposed()
    {
        using var run = new CliRun();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        int port;

        await using (var azurite = await LocalAzurite.StartAsync(
            Path.Combine(run.Folder, "tables"), Path.Combine(run.Folder, "azurite.log"), taken, CancellationToken.None))
        {
            port = azurite.Port;
            Assert.NotEqual(taken, port);
            Assert.True(await AzuriteProbe.AnswersAsync(port, CancellationToken.None));
        }

        Assert.True(Loopback.IsFree(port));
    }

    [Fact]
    public async Task Start_AnotherOneIsEndingThere_WaitsForItsEnd()
    {
        using var run = new CliRun();
        var tables = Path.Combine(run.Folder, "tables");
        var log = Path.Combine(run.Folder, "azurite.log");
        var first = await LocalAzurite.StartAsync(tables, log, port: null, CancellationToken.None);

        var starting = LocalAzurite.StartAsync(tables, log, port: null, CancellationToken.None);
        await Task.Delay(200);
        Assert.False(starting.IsCompleted);
        await first.DisposeAsync();

        await using var second = await starting;
        Assert.True(await AzuriteProbe.AnswersAsync(second.Port, CancellationToken.None));
    }

    [Fact]
    public async Task Open_NamedDirectory_IgnoresAnAzuriteThatKeepsItsDataElsewhere()
    {
        await using var elsewhere = await AzuriteProcess.StartAsync();
        using var run = new CliRun();
        var options = new ServeOptions { Data = DataDirectory.At(run.Folder), OwnTables = true };

        await using var storage = await TableStorage.OpenAsync(options, CancellationToken.None);

        Assert.NotEqual(AzuriteAccount.ConnectionString(elsewhere.Port), storage.ConnectionString);
    }

    [Fact]
    public async Task Open_AzuriteAnswersAtThePortThatWasNamed_IsShared()
    {
        await using var running = await AzuriteProcess.StartAsync();
        using var run = new CliRun();
        var options = new ServeOptions { Data = DataDirectory.At(run.Folder), TablePort = running.Port };

        await using var storage = await TableStorage.OpenAsync(options, CancellationToken.None);

        Assert.Equal(AzuriteAccount.ConnectionString(running.Port), storage.ConnectionString);
        Assert.NotNull(storage.Remark);
    }
}
