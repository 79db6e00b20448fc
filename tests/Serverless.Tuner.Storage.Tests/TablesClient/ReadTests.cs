namespace Serverless.Tuner.Storage.Tests.TablesClient;

public sealed class ReadTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task GetEntity_Missing_IsResourceNotFound()
    {
        var failure = await FailureOf(() => Table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task GetEntityIfExists_Missing_HasNoValue()
    {
        var answer = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.False(answer.HasValue);
        Assert.Equal(404, answer.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => answer.Value);
    }

    [Fact]
    public async Task GetEntityIfExists_Existing_HasItsValue()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Count"] = 3 });

        var answer = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(answer.HasValue);
        Assert.Equal(3, answer.Value!.GetInt32("Count"));
    }

    [Fact]
    public async Task GetEntity_Select_LeavesTheRestOut()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L, ["C"] = "3" });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r", ["PartitionKey", "B"]);

        Assert.Equal(2L, read.GetInt64("B"));
        Assert.Equal("p", read.PartitionKey);
        Assert.False(read.ContainsKey("A"));
        Assert.False(read.ContainsKey("C"));
    }

    [Fact]
    public async Task GetEntity_Dictionary_HasNoAnnotations()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Micros"] = 1L, ["At"] = DateTimeOffset.UnixEpoch });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.DoesNotContain(read.Keys, key => key.Contains('@'));
        Assert.Equal(["At", "Micros"], read.Keys.Where(IsOurs).Order());
    }

    private static bool IsOurs(string key) =>
        !key.StartsWith("odata.", StringComparison.Ordinal) && key is not ("PartitionKey" or "RowKey" or "Timestamp" or "ETag");
}
