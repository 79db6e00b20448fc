namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>What a write is answered, by which we tell what became of it: by
/// itself, in a transaction, and sent again after its answer was lost.</summary>
public sealed class WriteAnswerTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Add_OfARowThatIsThere_IsAConflict(bool batch)
    {
        await Table.AddEntityAsync(Row(1));

        Assert.Equal(409, await StatusOfAsync(Table, TableTransactionActionType.Add, default, batch));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Update_UnderAnOldETag_IsRefusedAndChangesNothing(bool batch)
    {
        var old = (await Table.AddEntityAsync(Row(1))).Headers.ETag!.Value;
        await Table.UpdateEntityAsync(Row(2), old);

        Assert.Equal(412, await StatusOfAsync(Table, TableTransactionActionType.UpdateReplace, old, batch));
        Assert.Equal(412, await StatusOfAsync(Table, TableTransactionActionType.Delete, old, batch));
        Assert.Equal(2, Assert.Single(await ListOf(Table.QueryAsync<TableEntity>())).GetInt32("Value"));
    }

    /// <summary>Of a deletion by itself the client tells so without throwing.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Write_OfARowThatIsGone_IsNotFound(bool batch)
    {
        Assert.Equal(404, await StatusOfAsync(Table, TableTransactionActionType.UpdateReplace, ETag.All, batch));
        Assert.Equal(404, await StatusOfAsync(Table, TableTransactionActionType.Delete, ETag.All, batch));
        Assert.Equal(404, (await Table.DeleteEntityAsync("p", "r")).Status);
    }

    [Theory]
    [InlineData(TransportFault.AnswerLost, false), InlineData(TransportFault.AnswerLost, true)]
    [InlineData(TransportFault.AnswerBroken, true), InlineData(TransportFault.AnswerLate, true)]
    public async Task SentAgain_AfterTheAnswerWasLost_MeetsItsOwnEffect(TransportFault fault, bool batch)
    {
        Assert.Equal(409, await StatusOfAsync(Unreliable(), TableTransactionActionType.Add, default, batch));
        var etag = (await RowAsync()).ETag;
        Assert.Equal(412, await StatusOfAsync(Unreliable(), TableTransactionActionType.UpdateReplace, etag, batch));
        etag = (await RowAsync()).ETag;
        Assert.Equal(404, await StatusOfAsync(Unreliable(), TableTransactionActionType.Delete, etag, batch));

        TableClient Unreliable() => NewClient(new FaultyTransport(fault, 1..2), maxRetries: 1);
    }

    [Fact]
    public async Task Transaction_ThatSucceeds_AnswersEachETagInOrder()
    {
        var first = (await Table.AddEntityAsync(Row(1))).Headers.ETag!.Value;

        var answers = (await Table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateReplace, Row(2), first),
                .. Enumerable.Range(0, 99)
                    .Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row(i, $"r{i:D2}")))])).Value;

        Assert.Equal(
            (await ListOf(Table.QueryAsync<TableEntity>())).Select(row => row.ETag), answers.Select(answer => answer.Headers.ETag!.Value));
    }

    [Fact]
    public async Task Transaction_OneActionRefused_ChangesNothing()
    {
        var etag = (await Table.AddEntityAsync(Row(1))).Headers.ETag!.Value;
        await Table.AddEntityAsync(Row(1, "there"));

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateReplace, Row(2), etag),
                new(TableTransactionActionType.Add, Row(2, "there")), new(TableTransactionActionType.Add, Row(2, "new"))]));

        Assert.Equal((409, 1), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.Equal([1, 1], (await ListOf(Table.QueryAsync<TableEntity>())).Select(row => row.GetInt32("Value")));
    }

    [Fact]
    public async Task Transaction_OfMoreThanFourMebibytes_IsRefusedForGood()
    {
        var rows = Enumerable.Range(0, 70).Select(i => new TableEntity("p", $"r{i}") { ["Value"] = new byte[64 * 1024] });

        var refused = await FailureOf(
            () => Table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))));

        Assert.Equal((413, true), (refused.Status, StorageFailure.IsRefusal(refused)));
        Assert.Empty(await ListOf(Table.QueryAsync<TableEntity>()));
    }

    /// <summary>The client would write it whatever is there.</summary>
    [Fact]
    public async Task Transaction_UpdateWithoutAnETag_IsNotSent()
    {
        await Table.AddEntityAsync(Row(1));

        await Assert.ThrowsAsync<ArgumentException>(
            () =>
                Transaction.SubmitAsync(
                    Table, [new(TableTransactionActionType.UpdateReplace, Row(2))], TimeProvider.System, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(Row(2), default));

        Assert.Equal(1, (await RowAsync()).GetInt32("Value"));
    }

    private static TableEntity Row(int value, string key = "r") => new("p", key) { ["Value"] = value };

    private async Task<TableEntity> RowAsync() => await Table.GetEntityAsync<TableEntity>("p", "r");

    private static async Task<int> StatusOfAsync(TableClient table, TableTransactionActionType type, ETag etag, bool batch)
    {
        try
        {
            if (batch) return (await table.SubmitTransactionAsync([new(type, Row(3), etag)])).Value[0].Status;
            return (type switch
            {
                TableTransactionActionType.Add => await table.AddEntityAsync(Row(3)),
                TableTransactionActionType.UpdateReplace => await table.UpdateEntityAsync(Row(3), etag, TableUpdateMode.Replace),
                _ => await table.DeleteEntityAsync("p", "r", etag),
            }).Status;
        }
        catch (RequestFailedException e)
        {
            return e.Status;
        }
    }
}
