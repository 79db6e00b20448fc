using System.Runtime.CompilerServices;
using System.Text;

namespace Serverless.Tuner.Storage.Tests.TestKit;

/// <summary>What Azurite has answered is on disk: tools/azurite-journal.js.</summary>
public sealed class AzuriteJournalTests
{
    private static readonly TableClientOptions Impatient = new() { Retry = { MaxRetries = 0 } };

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Kill_WhileManyWrite_LosesNothingThatWasAnswered(int seed)
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        await NewTableAsync(azurite);
        using var killed = new CancellationTokenSource();
        var written = new StrongBox<int>();
        var writers = Enumerable.Range(0, 8).Select(writer => WriteAsync(azurite, writer, written, killed.Token)).ToArray();

        while (Volatile.Read(ref written.Value) < 16) await Task.Delay(10);
        await Task.Delay(100 * seed);
        await azurite.KillAsync();
        await killed.CancelAsync();
        var answered = await Task.WhenAll(writers);
        await azurite.RestartAsync();

        var rows = await ReadAsync(azurite);
        foreach (var (writer, last) in answered.Where(a => a.Last >= 0))
        {
            // Whether the write that was under way went through, nobody knows; but a transaction did or did not.
            var value = Assert.Single(Enumerable.Range(0, 3).Select(i => rows[$"{writer}-{i}"]).Distinct());
            Assert.InRange(value, last, last + 1);
            // It was added before the transaction; the one before it may just be going.
            Assert.Equal(value > 0, rows.ContainsKey($"{writer}-passing-{value}"));
            Assert.DoesNotContain($"{writer}-passing-{last - 2}", rows.Keys);
        }
    }

    [Fact]
    public async Task Kill_AfterATransactionThatFailed_NothingOfItIsThere()
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var table = await NewTableAsync(azurite);
        await table.AddEntityAsync(Row("there", 1));
        await table.AddEntityAsync(Row("too", 1));

        var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpsertReplace, Row("there", 2)),
            new(TableTransactionActionType.Add, Row("new", 2)),
            new(TableTransactionActionType.Add, Row("too", 2)),
        ]));
        await azurite.KillAsync();
        await azurite.RestartAsync();

        Assert.Equal(409, failed.Status);
        Assert.Equal([("there", 1), ("too", 1)], (await ReadAsync(azurite)).Select(row => (row.Key, row.Value)));
    }

    [Fact]
    public async Task Kill_TableWasDeletedAndCreatedAgain_HasOnlyTheNewRows()
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var table = await NewTableAsync(azurite);
        for (var i = 0; i < 5; i++) await table.AddEntityAsync(Row($"old-{i}", i));
        await table.DeleteAsync();
        await table.CreateAsync();
        await table.AddEntityAsync(Row("new", 1));

        await azurite.KillAsync();
        await azurite.RestartAsync();

        Assert.Equal(["new"], (await ReadAsync(azurite)).Keys);
    }

    /// <summary>A snapshot replaces a journal that has grown; rows of before and after it are there, and can be changed.</summary>
    [Fact]
    public async Task Kill_AfterTheJournalWasReplaced_HasEveryRow()
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var table = await NewTableAsync(azurite);
        var first = Assert.Single(Journals(azurite));
        var text = new string('x', 30_000);
        var written = 0;
        for (; written < 100 && Journals(azurite) is [var journal] && journal == first; written++)
            await table.AddEntityAsync(Row($"{written:D3}", written, text));
        await table.UpdateEntityAsync(Row("000", -1), ETag.All, TableUpdateMode.Replace);
        await table.DeleteEntityAsync("p", "001");
        await table.AddEntityAsync(Row("last", 1));

        await azurite.KillAsync();
        await azurite.RestartAsync();
        foreach (var row in (string[])["002", "last"]) await table.UpdateEntityAsync(Row(row, -2), ETag.All, TableUpdateMode.Replace);

        Assert.InRange(written, 10, 99);
        var rows = await ReadAsync(azurite);
        Assert.Equal(written, rows.Count);
        Assert.Equal((-1, -2, -2), (rows["000"], rows["002"], rows["last"]));
    }

    /// <summary>A power cut may cut off the journal's end; what is before it is read, and what comes later follows it.</summary>
    [Theory, InlineData(-5), InlineData(20)]
    public async Task Start_JournalEndsInTheMiddleOfALine_HasWhatIsBeforeIt(int bytes)
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var table = await NewTableAsync(azurite);
        for (var i = 0; i < 3; i++) await table.AddEntityAsync(Row($"{i}", i));
        await azurite.KillAsync();
        using (var journal = new FileStream(Assert.Single(Journals(azurite)), FileMode.Open))
        {
            if (bytes < 0) journal.SetLength(journal.Length + bytes);
            else
            {
                journal.Seek(0, SeekOrigin.End);
                journal.Write(Encoding.ASCII.GetBytes("{\"devstoreaccount1$rows\":{}}"), 0, bytes);
            }
        }

        await azurite.RestartAsync();
        await table.AddEntityAsync(Row("after", 7));
        await azurite.KillAsync();
        await azurite.RestartAsync();

        string[] expected = bytes < 0 ? ["0", "1", "after"] : ["0", "1", "2", "after"];
        Assert.Equal(expected, (await ReadAsync(azurite)).Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>What follows a line that was not written to its end was never answered
    /// for certain: it must not come back once that line is overwritten.</summary>
    [Fact]
    public async Task Start_JournalIsBrokenInTheMiddle_WhatFollowsNeverComesBack()
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var table = await NewTableAsync(azurite);
        for (var i = 0; i < 3; i++) await table.AddEntityAsync(Row($"{i}", i));
        await azurite.KillAsync();
        var journal = Assert.Single(Journals(azurite));
        var lines = await File.ReadAllLinesAsync(journal);
        await File.WriteAllLinesAsync(journal, [lines[0], new string('\0', lines[1].Length), lines[2]]);

        await azurite.RestartAsync();
        await table.AddEntityAsync(Row("9", 9)); // As long as the line in whose place it comes.
        await azurite.KillAsync();
        await azurite.RestartAsync();

        Assert.Equal(["0", "9"], (await ReadAsync(azurite)).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stop_LeavesNothingBesideTheSnapshot()
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var table = await NewTableAsync(azurite);
        await table.AddEntityAsync(Row("row", 1));

        await azurite.StopAsync();

        Assert.Equal(0, new FileInfo(Assert.Single(Journals(azurite))).Length);
        Assert.Contains(
            "\"RowKey\":\"row\"", await File.ReadAllTextAsync(Path.Combine(azurite.Directory, "__azurite_db_table__.json")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiskIsFull_WritesAreRefused_ReadsAreNot_AndNothingIsForgotten()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, "only root can mount a small file system");
        using var disk = new SmallDisk(kilobytes: 400);
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false, disk.Directory);
        await NewTableAsync(azurite);
        disk.Fill(leave: 200 * 1024);
        var table = new TableClient(azurite.ConnectionString, "rows", Impatient);

        var (written, refused) = await FillAsync(table);
        Assert.Equal((503, "InsufficientStorage"), (refused.Status, refused.ErrorCode));
        Assert.Equal(written, (await ReadAsync(azurite)).Count);
        // Somebody else takes the last of it.
        disk.Fill();
        Assert.Equal(409, (await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync())).Status);

        await azurite.KillAsync();
        await azurite.RestartAsync();
        Assert.Equal(written, (await ReadAsync(azurite)).Count);

        disk.Relieve();
        await table.UpdateEntityAsync(Row("00000", -1), ETag.All, TableUpdateMode.Replace);
        await azurite.KillAsync();
        await azurite.RestartAsync();
        var rows = await ReadAsync(azurite);
        Assert.Equal((written, -1), (rows.Count, rows["00000"]));
    }

    /// <summary>What a write needs may be gone between its admission and its end: then it has not happened.</summary>
    [Fact]
    public async Task DiskIsFull_WriteIsTooLong_IsTakenBack()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, "only root can mount a small file system");
        using var disk = new SmallDisk(kilobytes: 400);
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false, disk.Directory);
        await NewTableAsync(azurite);
        var table = new TableClient(azurite.ConnectionString, "rows", Impatient);
        await table.AddEntityAsync(Row("small", 1));

        var tooLong = Row("long", 2);
        for (var i = 0; i < 16; i++) tooLong[$"Text{i}"] = new string('x', 30_000);
        await Assert.ThrowsAnyAsync<Exception>(() => table.AddEntityAsync(tooLong));

        Assert.Equal(["small"], (await ReadAsync(azurite)).Keys);
        await table.AddEntityAsync(Row("next", 3));
        await azurite.KillAsync();
        await azurite.RestartAsync();
        Assert.Equal(["next", "small"], (await ReadAsync(azurite)).Keys.Order(StringComparer.Ordinal));
    }

    private static async Task<(int Written, RequestFailedException Refused)> FillAsync(TableClient table)
    {
        for (var written = 0; ; written++)
        {
            try
            {
                await table.AddEntityAsync(Row($"{written:D5}", written));
            }
            catch (RequestFailedException e)
            {
                return (written, e);
            }
        }
    }

    /// <summary>Rows that count up together in transactions, and one that is added and removed; how far it came for certain.</summary>
    private static async Task<(int Writer, int Last)> WriteAsync(
        AzuriteProcess azurite, int writer, StrongBox<int> written, CancellationToken killed)
    {
        var table = new TableClient(azurite.ConnectionString, "rows", Impatient);
        for (var value = 0; ; value++)
        {
            try
            {
                if (value > 0) await table.AddEntityAsync(Row($"{writer}-passing-{value}", value), killed);
                await table.SubmitTransactionAsync(
                    Enumerable.Range(0, 3)
                        .Select(i => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row($"{writer}-{i}", value))),
                        killed);
                if (value > 1) await table.DeleteEntityAsync("p", $"{writer}-passing-{value - 1}", cancellationToken: killed);
                Interlocked.Increment(ref written.Value);
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
            {
                return (writer, value - 1);
            }
        }
    }

    private static async Task<TableClient> NewTableAsync(AzuriteProcess azurite)
    {
        var table = new TableClient(azurite.ConnectionString, "rows");
        await table.CreateAsync();
        return table;
    }

    private static async Task<Dictionary<string, int>> ReadAsync(AzuriteProcess azurite)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var row in new TableClient(azurite.ConnectionString, "rows").QueryAsync<TableEntity>()) rows.Add(
            row.RowKey, row.GetInt32("Value")!.Value);
        return rows;
    }

    private static TableEntity Row(string key, int value, string text = "") => new("p", key) { ["Value"] = value, ["Text"] = text };

    private static string[] Journals(AzuriteProcess azurite) => Directory.GetFiles(azurite.Directory, "*.journal-*");
}
