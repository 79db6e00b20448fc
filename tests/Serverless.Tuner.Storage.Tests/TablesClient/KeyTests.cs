namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>Keys travel in addresses, in filters and inside transactions;
/// the service forbids only <c>/ \ # ?</c> and control characters.</summary>
public sealed class KeyTests(AzuriteFixture azurite) : TableTest(azurite)
{
    public static TheoryData<string> Keys => new(
        "trial|0000000012",
        "report|0000000012|0000000005", "a b", "it's", "''", "50%", "a+b&c=d", "(x),y;z:@", "Grüße 東京", "~.-_", "{braces}", "..");

    [Theory, MemberData(nameof(Keys))]
    public async Task EveryRequest_OddKey_MeetsTheSameRow(string key)
    {
        await Table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, Row(key, "Count", 1)),
                new(TableTransactionActionType.UpsertReplace, Row(key + "2", "Count", 2))]);
        await Table.UpdateEntityAsync(Row(key, "Count", 3), ETag.All, TableUpdateMode.Replace);
        await Table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateMerge, Row(key, "More", 4), ETag.All),
                new(TableTransactionActionType.Delete, Row(key + "2"))]);

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {key}");
        var found = Assert.Single(await ListOf(Table.QueryAsync<TableEntity>(filter)));
        var read = (await Table.GetEntityIfExistsAsync<TableEntity>(key, key)).Value!;

        Assert.Equal((key, key, 3, 4), (found.PartitionKey, found.RowKey, found.GetInt32("Count"), found.GetInt32("More")));
        Assert.Equal((key, key, found.ETag), (read.PartitionKey, read.RowKey, read.ETag));
        Assert.Equal(204, (await Table.DeleteEntityAsync(key, key, read.ETag)).Status);
        Assert.Empty(await ListOf(Table.QueryAsync<TableEntity>()));

        TableEntity Row(string row, string? property = null, int value = 0)
        {
            var entity = new TableEntity(key, row);
            if (property is not null) entity[property] = value;
            return entity;
        }
    }
}
