using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Data.Tables;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Cli.Tests;

public sealed class LocalAzuriteTests
{
    /// <summary>The key that every Azurite has which nobody gave one.</summary>
    private const string PublishedKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    [Fact]
    public async Task Start_PortIsTaken_ListensElsewhere_AndEndsWhenDisposed()
    {
        using var run = new CliRun();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        int port;

        await using (var azurite = await LocalAzurite.StartAsync(
            DataDirectory.At(run.Folder), new AzuritePorts(taken), _ => { }, CancellationToken.None))
        {
            port = azurite.Ports.Table;
            Assert.NotEqual(taken, port);
            await CreateTableAsync(azurite);
        }

        Assert.True(Loopback.IsFree(port));
    }

    [Fact]
    public async Task Start_AnotherOneIsEndingThere_WaitsForItsEnd()
    {
        using var run = new CliRun();
        var first = await LocalAzurite.StartAsync(DataDirectory.At(run.Folder), new AzuritePorts(0), _ => { }, CancellationToken.None);

        var starting = LocalAzurite.StartAsync(DataDirectory.At(run.Folder), new AzuritePorts(0), _ => { }, CancellationToken.None);
        await Task.Delay(200);
        Assert.False(starting.IsCompleted);
        await first.DisposeAsync();

        await using var second = await starting;
        await CreateTableAsync(second);
    }

    [Fact]
    public async Task Start_ThePublishedKey_OpensNothing()
    {
        using var run = new CliRun();
        await using var azurite = await LocalAzurite.StartAsync(
            DataDirectory.At(run.Folder), new AzuritePorts(0), _ => { }, CancellationToken.None);
        var published = $"AccountName=devstoreaccount1;AccountKey={PublishedKey};"
            + $"TableEndpoint=http://127.0.0.1:{azurite.Ports.Table}/devstoreaccount1";

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => new TableClient(published, "studies").CreateAsync());

        Assert.Equal(403, refused.Status);
        await CreateTableAsync(azurite);
    }

    [Fact]
    public async Task Start_KeyIsTheDirectorysOwn_KeptForItsOwnerAlone()
    {
        using var run = new CliRun();
        using var other = new CliRun();
        var (first, again, elsewhere) = (Account(run), Account(run), Account(other));

        await using (await LocalAzurite.StartAsync(DataDirectory.At(run.Folder), new AzuritePorts(0), _ => { }, CancellationToken.None))
            Assert.Equal(first.Setting, Account(run).Setting);

        Assert.Equal(first.Setting, again.Setting);
        Assert.NotEqual(first.Setting, elsewhere.Setting);
        if (!OperatingSystem.IsWindows()) Assert.Equal(OwnerOnlyFile.Mode, File.GetUnixFileMode(DataDirectory.At(run.Folder).AzuriteKey));
    }

    [Fact]
    public async Task Start_DatabaseThatHadAnotherKey_KeepsItsTables()
    {
        using var run = new CliRun();
        var tables = Directory.CreateDirectory(DataDirectory.At(run.Folder).Tables).FullName;
        await using (var before = await AzuriteProcess.StartAsync(inMemoryPersistence: false, tables))
        {
            var table = new TableClient(before.ConnectionString, "studies");
            await table.CreateAsync();
            await table.AddEntityAsync(new TableEntity("a", "study") { ["Trials"] = 7 });
        }

        await using var azurite = await LocalAzurite.StartAsync(
            DataDirectory.At(run.Folder), new AzuritePorts(0), _ => { }, CancellationToken.None);

        var row = await new TableClient(azurite.ConnectionString, "studies").GetEntityAsync<TableEntity>("a", "study");
        Assert.Equal(7, row.Value.GetInt32("Trials"));
    }

    [Fact]
    public void Account_FileHoldsNoKey_SaysWhichAndWhatToDo()
    {
        using var run = new CliRun();
        var file = run.File("azurite.key", "c2hvcnQ=");

        var error = Assert.Throws<CliException>(() => AzuriteAccount.KeptIn(file));

        Assert.Equal(ExitCode.InvalidInput, error.ExitCode);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AzuriteRunsAtThePortAlready_IsNotUsed()
    {
        await using var running = await AzuriteProcess.StartAsync();
        using var run = new CliRun();
        var options = new ServeOptions { Data = DataDirectory.At(run.Folder), TablePort = running.Port };

        await using var storage = await TableStorage.OpenAsync(options, CancellationToken.None);

        Assert.DoesNotContain($":{running.Port}/", storage.ConnectionString, StringComparison.Ordinal);
        Assert.StartsWith($"Port {running.Port} is taken: Azurite listens on ", Assert.Single(storage.Remarks), StringComparison.Ordinal);
    }

    private static AzuriteAccount Account(CliRun run) => AzuriteAccount.KeptIn(DataDirectory.At(run.Folder).AzuriteKey);

    private static async Task CreateTableAsync(LocalAzurite azurite) =>
        Assert.False((await new TableClient(azurite.ConnectionString, "studies").CreateAsync()).GetRawResponse().IsError);
}
