namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>Queries give every row, in the order of the keys, page by page, with its ETag.</summary>
public sealed class ReadingTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Query_MoreThanAPage_YieldsEveryRowInOrder()
    {
        await AddRowsAsync(1_101);

        var rows = await ListOf(Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", 1_000));

        Assert.Equal(Enumerable.Range(0, 1_101), rows.Select(row => row.GetInt32("Count")!.Value));
    }

    [Fact]
    public async Task Query_ContinuationToken_GoesOnWhereThePageEnded()
    {
        await AddRowsAsync(25);
        string? continuation = null;
        await foreach (var page in Table.QueryAsync<TableEntity>().AsPages(pageSizeHint: 10))
        {
            continuation = page.ContinuationToken;
            break;
        }

        var rest = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>().AsPages(continuation, 10)) rest.AddRange(
            page.Values.Select(row => row.GetInt32("Count")!.Value));

        Assert.Equal(Enumerable.Range(10, 15), rest);
    }

    [Fact]
    public async Task Query_RangeOfRowKeys_YieldsOnlyTheRange()
    {
        foreach (var key in (string[])["report|01|01", "study", "trial|01", "trial|02", "trial|03"])
            await Table.AddEntityAsync(new TableEntity("p", key));

        var rows = await ListOf(
            Table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"trial|02"} and RowKey lt {"trial}"}")));

        Assert.Equal(["trial|02", "trial|03"], rows.Select(row => row.RowKey));
    }

    /// <summary>Rows of a study that is deleted are deleted under the ETags that a query of their keys alone has given.</summary>
    [Fact]
    public async Task Query_OfKeysAlone_GivesTheETagsToo()
    {
        var etag = (await Table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = 1 })).Headers.ETag;

        var row = Assert.Single(await ListOf(Table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"])));

        Assert.Equal(("p", "r", etag, false), (row.PartitionKey, row.RowKey, row.ETag, row.ContainsKey("Value")));
    }

    [Fact]
    public async Task Query_ByTime_FindsTheInstant()
    {
        var time = DateTimeOffset.UnixEpoch.AddTicks(1_234_567);
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["At"] = time });

        Assert.Single(
            await ListOf(
                Table.QueryAsync<TableEntity>(
                    TableClient.CreateQueryFilter($"At ge {time} and At le {time.ToOffset(TimeSpan.FromHours(5))}"))));
        Assert.Empty(await ListOf(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"At gt {time}"))));
    }

    [Fact]
    public async Task Get_RowOrTableThatIsNotThere_HasNoValue()
    {
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        await Table.DeleteAsync();
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    private async Task AddRowsAsync(int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
            await Table.SubmitTransactionAsync(
                chunk.Select(
                    i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D4}") { ["Count"] = i })));
    }
}
