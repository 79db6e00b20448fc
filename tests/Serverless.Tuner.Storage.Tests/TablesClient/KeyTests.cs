namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>Keys travel in the path of a request; the service forbids only <c>/ \ # ?</c> and control characters.</summary>
public sealed class KeyTests(AzuriteFixture azurite) : TableTest(azurite)
{
    public static TheoryData<string> Keys => new(
        "trial|0000000012", "report|0000000012|0000000005", "a b", "it's", "''", "50%", "a+b&c=d", "(x),y;z:@", "Grüße 東京", "~.-_", "{braces}", "..");

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task EveryVerb_OddKey_MeetsTheSameEntity(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key) { ["Count"] = 1 });
        await Table.UpdateEntityAsync(new TableEntity(key, key) { ["Count"] = 2 }, ETag.All);
        await Table.UpsertEntityAsync(new TableEntity(key, key) { ["More"] = 3 });

        TableEntity read = await Table.GetEntityAsync<TableEntity>(key, key);
        Assert.Equal((key, key, 2, 3), (read.PartitionKey, read.RowKey, read.GetInt32("Count"), read.GetInt32("More")));

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}");
        Assert.Single(await ListOf(Table.QueryAsync<TableEntity>(filter)));

        var deleted = await Table.DeleteEntityAsync(key, key);
        Assert.Equal(204, deleted.Status);
        Assert.Empty(await ListOf(Table.QueryAsync<TableEntity>()));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task SubmitTransaction_OddKey_MeetsTheSameEntity(string key)
    {
        await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity(key, key + "1") { ["Count"] = 1 }),
            new(TableTransactionActionType.UpsertReplace, new TableEntity(key, key + "2") { ["Count"] = 2 }),
        ]);
        await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateMerge, new TableEntity(key, key + "1") { ["More"] = 3 }, ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity(key, key + "2")),
        ]);

        var left = Assert.Single(await ListOf(Table.QueryAsync<TableEntity>()));
        Assert.Equal((key, key + "1", 1, 3), (left.PartitionKey, left.RowKey, left.GetInt32("Count"), left.GetInt32("More")));
    }
}
