using Azure.Data.Tables;
using Azure.Data.Tables.Sas;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>
/// No web page writes to Azurite's tables, which listen on a port of their own and look neither at Host nor at Origin: whoever
/// has the account's key gets in, and so nobody else may have it.
/// </summary>
public sealed class TableAttackTests(Browser browser) : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";

    // The same for every Azurite, and in its documentation.
    private const string PublishedKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan SweepPatience = TimeSpan.FromSeconds(150);

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("tuner-attack-");
    private Served _served = null!;

    private string Proof => Path.Combine(_files.FullName, "proof");

    public async ValueTask InitializeAsync() => _served = await Served.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _files.Delete(recursive: true);
    }

    [Theory, InlineData("127.0.0.1"), InlineData("localhost")]
    public async Task PageWithThePublishedKey_InsertsNothingAndReadsNothing(string host)
    {
        var before = await SettledRowsAsync();
        var rows = await StudyRows.MakeAsync("attack", "touch", Proof);
        await using var attacker = await AttackingPage.StartAsync(browser, host);
        string[] tables = [.. Addresses("tunerstudies", PublishedKey), .. Addresses("tunerindex", PublishedKey)];

        var learned = await attacker.RunAsync(Attacks.OnTheTables, new { tables, row = rows.Study });

        var count = Attacks.OnTheTablesRequests * tables.Length;
        var answers = await attacker.Traffic.WaitAsync(_served.Tables, count);
        Assert.Equal(count, answers.Count);
        Assert.All(answers, answer => Assert.True(answer.Status == 403, answer.ToString()));
        Assert.All(learned.Values, known => Assert.Contains(known, (string[])["opaque", "nothing"]));
        Assert.Equal(before, await RowsAsync());
    }

    /// <summary>What the tables are protected from is no fancy: with the
    /// key, one request that needs nobody's leave inserts the row.</summary>
    [Fact]
    public async Task PageWithTheRightKey_WouldInsertTheRow()
    {
        var rows = await StudyRows.MakeAsync("attack", "touch", Proof);
        await using var attacker = await AttackingPage.StartAsync(browser, "localhost");

        await attacker.RunAsync(Attacks.OnTheTables, new { tables = Addresses("tunerstudies", _served.TablesKey)[..1], row = rows.Study });

        Assert.Contains(await attacker.Traffic.WaitAsync(_served.Tables, Attacks.OnTheTablesRequests), answer => answer.Status == 201);
        Assert.Contains("tunerstudies attack study", await RowsAsync());
    }

    /// <summary><c>./tuner test --long</c> waits for the sweep that comes
    /// once a minute, and runs what somebody put into the tables.</summary>
    [Fact]
    public async Task AfterASweep_NoProgramOfThePageRan_ThoughItWouldHaveWithTheRightKey()
    {
        if (Environment.GetEnvironmentVariable("TUNER_LONG") != "1") return;
        var control = Path.Combine(_files.FullName, "control");
        await using var attacker = await AttackingPage.StartAsync(browser, "localhost");
        foreach (var (name,
            file, key) in (IEnumerable<(string, string, string)>)[("attack", Proof, PublishedKey), ("control", control, _served.TablesKey)])
        {
            var rows = await StudyRows.MakeAsync(name, "touch", file);
            foreach (var (table, row) in (IEnumerable<(string, string)>)[("tunerstudies", rows.Study), ("tunerindex", rows.Index)])
                await attacker.RunAsync(Attacks.OnTheTables, new { tables = Addresses(table, key)[..1], row });
        }

        using var limit = new CancellationTokenSource(SweepPatience);
        while (!File.Exists(control)) await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);

        Assert.False(File.Exists(Proof));
        Assert.DoesNotContain(await RowsAsync(), row => row.Contains("attack", StringComparison.Ordinal));
    }

    /// <summary>A table's address, signed for the account, for the table, and not at all.</summary>
    private string[] Addresses(string table, string key)
    {
        var service = new TableServiceClient(_served.Tables, new TableSharedKeyCredential(Account, key));
        var expires = DateTimeOffset.UtcNow.AddHours(1);
        var account = service.GenerateSasUri(TableAccountSasPermissions.All, TableAccountSasResourceTypes.All, expires);
        return
        [
            $"{_served.Tables}/{table}{account.Query}",
            service.GetTableClient(table).GenerateSasUri(TableSasPermissions.All, expires).AbsoluteUri,
            $"{_served.Tables}/{table}?x",
        ];
    }

    /// <summary>All rows once what is kept of the study that has ended is among them, which is written after its end.</summary>
    private async Task<List<string>> SettledRowsAsync()
    {
        for (var end = DateTime.UtcNow.AddSeconds(30); DateTime.UtcNow < end; await Task.Delay(50, TestContext.Current.CancellationToken))
            if (await RowsAsync() is var rows && rows.Exists(row => row.StartsWith("tunermemory ", StringComparison.Ordinal))) return rows;
        throw new TimeoutException("Nothing is kept of the study that has ended.");
    }

    private async Task<List<string>> RowsAsync()
    {
        var found = new List<string>();
        var service = new TableServiceClient(_served.ConnectionString);
        await foreach (var table in service.QueryAsync())
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>())
                found.Add($"{table.Name} {row.PartitionKey} {row.RowKey}");
        return found;
    }
}
