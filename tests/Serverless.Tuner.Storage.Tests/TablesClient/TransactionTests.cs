namespace Serverless.Tuner.Storage.Tests.TablesClient;

public sealed class TransactionTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task SubmitTransaction_EveryKind_IsAppliedAndAnswered()
    {
        foreach (var key in new[] { "merge", "replace", "delete", "upsertMerge", "upsertReplace" })
            await Table.AddEntityAsync(Row(key, "Old", 1));

        var answer = await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("add", "New", 2)),
            new(TableTransactionActionType.UpdateMerge, Row("merge", "New", 2), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Row("replace", "New", 2), ETag.All),
            new(TableTransactionActionType.Delete, Row("delete", "New", 2)),
            new(TableTransactionActionType.UpsertMerge, Row("upsertMerge", "New", 2)),
            new(TableTransactionActionType.UpsertReplace, Row("upsertReplace", "New", 2)),
        ]);

        Assert.Equal(Enumerable.Repeat(204, 6), answer.Value.Select(response => response.Status));
        var rows = (await ListOf(Table.QueryAsync<TableEntity>())).ToDictionary(row => row.RowKey);
        Assert.Equal(["add", "merge", "replace", "upsertMerge", "upsertReplace"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Values, row => Assert.Equal(2, row.GetInt32("New")));
        Assert.Equal(["merge", "upsertMerge"], rows.Keys.Where(key => rows[key].ContainsKey("Old")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SubmitTransaction_Writes_AnswerTheirETags()
    {
        await Table.AddEntityAsync(Row("b", "Count", 1));

        var answer = await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a", "Count", 1)),
            new(TableTransactionActionType.UpdateReplace, Row("b", "Count", 2), ETag.All),
            new(TableTransactionActionType.UpsertMerge, Row("c", "Count", 3)),
        ]);

        var etags = (await ListOf(Table.QueryAsync<TableEntity>())).Select(row => (ETag?)row.ETag);
        Assert.Equal(etags, answer.Value.Select(response => response.Headers.ETag));
    }

    [Fact]
    public async Task SubmitTransaction_HundredActions_AreOneUnit()
    {
        var answer = await Table.SubmitTransactionAsync(Enumerable.Range(0, 100)
            .Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row(i.ToString("D3", null), "Count", i))));

        Assert.Equal(100, answer.Value.Count);
        Assert.Equal(100, (await ListOf(Table.QueryAsync<TableEntity>())).Count);
    }

    [Fact]
    public async Task SubmitTransaction_OneAction_IsEnough()
    {
        var answer = await Table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("a", "Count", 1))]);

        Assert.NotNull(Assert.Single(answer.Value).Headers.ETag);
    }

    [Fact]
    public async Task SubmitTransaction_Conflict_ChangesNothingAndNamesTheAction()
    {
        await Table.AddEntityAsync(Row("b", "Count", 1));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a", "Count", 1)),
            new(TableTransactionActionType.Add, Row("b", "Count", 2)),
            new(TableTransactionActionType.Add, Row("c", "Count", 3)),
        ]));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        var left = Assert.Single(await ListOf(Table.QueryAsync<TableEntity>()));
        Assert.Equal(1, left.GetInt32("Count"));
    }

    [Fact]
    public async Task SubmitTransaction_StaleETag_IsPreconditionFailedAndChangesNothing()
    {
        var added = await Table.AddEntityAsync(Row("study", "Count", 1));
        await Table.UpdateEntityAsync(Row("study", "Count", 2), ETag.All);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("trial", "Count", 1)),
            new(TableTransactionActionType.UpdateReplace, Row("study", "Count", 3), added.Headers.ETag!.Value),
        ]));

        Assert.Equal(412, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        var left = Assert.Single(await ListOf(Table.QueryAsync<TableEntity>()));
        Assert.Equal(2, left.GetInt32("Count"));
    }

    [Fact]
    public async Task SubmitTransaction_MissingEntity_IsResourceNotFound()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateMerge, Row("a", "Count", 1), ETag.All),
        ]));

        Assert.Equal(404, failure.Status);
        Assert.Equal(0, failure.FailedTransactionActionIndex);
    }

    [Fact]
    public async Task SubmitTransaction_NoAction_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    private static TableEntity Row(string key, string property, int value) => new("p", key) { [property] = value };
}
