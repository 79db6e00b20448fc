namespace Serverless.Tuner.Storage.Tests.TablesClient;

public sealed class QueryTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Query_MoreThanOnePage_YieldsEveryRowInOrder()
    {
        await AddRows(1101);

        var rows = await ListOf(Table.QueryAsync<TableEntity>("PartitionKey eq 'p'"));

        Assert.Equal(Enumerable.Range(0, 1101), rows.Select(row => row.GetInt32("Count")!.Value));
    }

    [Fact]
    public async Task Query_MaxPerPage_BoundsEachPage()
    {
        await AddRows(25);

        var sizes = new List<int>();
        await foreach (var page in Table.QueryAsync<Reading>("PartitionKey eq 'p'", maxPerPage: 10).AsPages())
            sizes.Add(page.Values.Count);

        Assert.Equal([10, 10, 5], sizes.Where(size => size > 0));
    }

    [Fact]
    public async Task Query_ContinuationToken_GoesOnWhereThePageEnded()
    {
        await AddRows(25);
        string? continuation = null;
        await foreach (var page in Table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages())
        {
            continuation = page.ContinuationToken;
            break;
        }

        var rest = new List<string>();
        await foreach (var page in Table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages(continuation))
            rest.AddRange(page.Values.Select(row => row.RowKey));

        Assert.Equal(15, rest.Count);
        Assert.Equal("0010", rest[0]);
    }

    [Fact]
    public async Task Query_Rows_CarryTheirETag()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r"));

        var dictionary = Assert.Single(await ListOf(Table.QueryAsync<TableEntity>()));
        var reading = Assert.Single(await ListOf(Table.QueryAsync<Reading>()));

        Assert.Equal(added.Headers.ETag, dictionary.ETag);
        Assert.Equal(added.Headers.ETag, reading.ETag);
        Assert.NotNull(dictionary.Timestamp);
    }

    [Fact]
    public async Task Query_RowKeyRange_YieldsOnlyTheRange()
    {
        await Table.SubmitTransactionAsync(new[] { "report|01|01", "study", "trial|01", "trial|02", "trial|03" }
            .Select(key => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", key))));

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"trial|02"} and RowKey lt {"trial}"}");
        var rows = await ListOf(Table.QueryAsync<TableEntity>(filter));

        Assert.Equal(["trial|02", "trial|03"], rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task Query_RowsOfDifferentShape_KeepTheirOwnProperties()
    {
        await Table.AddEntityAsync(new TableEntity("p", "1") { ["A"] = 1, ["B"] = 2L });
        await Table.AddEntityAsync(new TableEntity("p", "2") { ["B"] = "text" });
        await Table.AddEntityAsync(new TableEntity("p", "3") { ["C"] = 0.5, ["A"] = true });

        var rows = await ListOf(Table.QueryAsync<TableEntity>());

        Assert.Equal((1, 2L), (rows[0].GetInt32("A"), rows[0].GetInt64("B")));
        Assert.Equal((null, "text"), (rows[1]["A"], rows[1].GetString("B")));
        Assert.Equal((0.5, true, false), (rows[2].GetDouble("C"), rows[2].GetBoolean("A"), rows[2].ContainsKey("B")));
    }

    [Fact]
    public async Task Query_Select_LeavesTheRestOut()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        var row = Assert.Single(await ListOf(Table.QueryAsync<TableEntity>(select: ["RowKey", "A"])));

        Assert.Equal(("r", 1, false), (row.RowKey, row.GetInt32("A"), row.ContainsKey("B")));
    }

    [Fact]
    public async Task Query_FilterOnEachType_FindsTheRow()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var id = Guid.NewGuid();
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "it's",
            ["Count"] = 3,
            ["Micros"] = 1L << 40,
            ["Done"] = true,
            ["At"] = at,
            ["Id"] = id,
        });

        var filter = TableClient.CreateQueryFilter(
            $"Text eq {"it's"} and Count eq {3} and Micros eq {1L << 40} and Done eq {true} and At eq {at} and Id eq {id}");

        Assert.Single(await ListOf(Table.QueryAsync<TableEntity>(filter)));
    }

    [Fact]
    public async Task Query_NoTable_IsTableNotFound()
    {
        await Table.DeleteAsync();

        var failure = await FailureOf(() => ListOf(Table.QueryAsync<TableEntity>()));

        Assert.True(failure.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Theory]
    [InlineData("plain", "RowKey eq 'plain'")]
    [InlineData("it's", "RowKey eq 'it''s'")]
    [InlineData("x' or 'a' eq 'a", "RowKey eq 'x'' or ''a'' eq ''a'")]
    public void CreateQueryFilter_String_IsQuotedAndEscaped(string text, string expected) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter($"RowKey eq {text}"));

    [Fact]
    public void CreateQueryFilter_OtherTypes_AreLiterals()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

        Assert.Equal(
            "a eq 1 and b eq 2L and c eq true and d eq 0.5 and e eq datetime'2026-01-02T02:04:05Z'",
            TableClient.CreateQueryFilter($"a eq {1} and b eq {2L} and c eq {true} and d eq {0.5} and e eq {at}"));
        Assert.Equal(
            "f eq guid'00000000-0000-0000-0000-000000000000'",
            TableClient.CreateQueryFilter($"f eq {Guid.Empty}"));
    }

    private async Task AddRows(int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await Table.SubmitTransactionAsync(chunk.Select(i => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity("p", i.ToString("D4", null)) { ["Count"] = i })));
        }
    }
}
