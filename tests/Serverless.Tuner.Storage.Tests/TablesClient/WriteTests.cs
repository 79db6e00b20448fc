namespace Serverless.Tuner.Storage.Tests.TablesClient;

public sealed class WriteTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task AddEntity_New_AnswersItsETag()
    {
        var response = await Table.AddEntityAsync(new TableEntity("p", "r"));

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(204, response.Status);
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(response.Headers.ETag, read.ETag);
    }

    [Fact]
    public async Task AddEntity_Existing_IsConflict()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await FailureOf(() => Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task AddEntity_NoTable_IsTableNotFound()
    {
        await Table.DeleteAsync();

        var failure = await FailureOf(() => Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task UpdateEntity_CurrentETag_AnswersANewOne()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r") { ["Count"] = 1 });

        var updated = await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Count"] = 2 }, added.Headers.ETag!.Value);

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.NotEqual(added.Headers.ETag, updated.Headers.ETag);
        Assert.Equal(updated.Headers.ETag, read.ETag);
        Assert.Equal(2, read.GetInt32("Count"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntity_StaleETag_IsPreconditionFailed(TableUpdateMode mode)
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r"));
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Count"] = 2 }, ETag.All);

        var failure = await FailureOf(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), added.Headers.ETag!.Value, mode));

        Assert.Equal(412, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
    }

    [Fact]
    public async Task UpdateEntity_NoETag_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntity_Missing_IsResourceNotFound(TableUpdateMode mode)
    {
        var failure = await FailureOf(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, mode));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task UpdateEntity_Merge_KeepsOtherProperties()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = "kept" });

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["New"] = 1 }, ETag.All, TableUpdateMode.Merge);

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal("kept", read.GetString("Old"));
        Assert.Equal(1, read.GetInt32("New"));
    }

    [Fact]
    public async Task UpdateEntity_Replace_RemovesOtherProperties()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = "gone" });

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["New"] = 1 }, ETag.All, TableUpdateMode.Replace);

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.False(read.ContainsKey("Old"));
        Assert.Equal(1, read.GetInt32("New"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpsertEntity_Missing_AddsIt(TableUpdateMode mode)
    {
        var response = await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Count"] = 1 }, mode);

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(1, read.GetInt32("Count"));
        Assert.Equal(response.Headers.ETag, read.ETag);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task UpsertEntity_Existing_FollowsTheMode(TableUpdateMode mode, bool keepsOld)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = "x" });

        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = 1 }, mode);

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(keepsOld, read.ContainsKey("Old"));
    }

    [Fact]
    public async Task DeleteEntity_NoETag_DeletesWhateverTheVersion()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var response = await Table.DeleteEntityAsync("p", "r");

        Assert.Equal(204, response.Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task DeleteEntity_Missing_Answers404WithoutThrowing()
    {
        var response = await Table.DeleteEntityAsync("p", "nothing");

        Assert.Equal(404, response.Status);
    }

    [Fact]
    public async Task DeleteEntity_StaleETag_IsPreconditionFailed()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r"));
        await Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All);

        var failure = await FailureOf(() => Table.DeleteEntityAsync("p", "r", added.Headers.ETag!.Value));

        Assert.Equal(412, failure.Status);
    }

    [Fact]
    public async Task DeleteEntity_Entity_DeletesByItsKeys()
    {
        var entity = new TableEntity("p", "r");
        await Table.AddEntityAsync(entity);

        await Table.DeleteEntityAsync(entity);

        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }
}
