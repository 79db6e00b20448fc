namespace Serverless.Tuner.Storage.Tests.TablesClient;

public sealed class TableServiceTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private TableServiceClient Service => new(Azurite.ConnectionString);

    [Fact]
    public async Task CreateTableIfNotExists_Existing_DoesNotThrow()
    {
        TableItem item = await Service.CreateTableIfNotExistsAsync(TableName);

        Assert.Equal(TableName, item.Name);
    }

    [Fact]
    public async Task Query_ByName_FindsTheTable()
    {
        var filter = TableClient.CreateQueryFilter($"TableName eq {TableName}");

        var tables = await ListOf(Service.QueryAsync(filter));

        Assert.Equal([TableName], tables.Select(table => table.Name));
    }

    [Fact]
    public async Task DeleteTable_Missing_DoesNotThrow()
    {
        await Service.DeleteTableAsync(TableName);

        var again = await Service.DeleteTableAsync(TableName);

        Assert.Equal(404, again.Status);
    }

    [Fact]
    public void Client_FromConnectionString_KnowsItsAccountAndAddress()
    {
        Assert.Equal("devstoreaccount1", Service.AccountName);
        Assert.Equal("devstoreaccount1", Table.AccountName);
        Assert.Equal(TableName, Table.Name);
        Assert.Equal(new Uri(Azurite.TableEndpoint + "/" + TableName), Table.Uri);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=AAAA;EndpointSuffix=core.windows.net", "acme", "https://acme.table.core.windows.net")]
    [InlineData("AccountName=acme;AccountKey=AAAA;TableEndpoint=https://tables.example.com", "acme", "https://tables.example.com")]
    [InlineData("TableEndpoint=https://acme.table.core.windows.net;SharedAccessSignature=sv=1&sig=x", "acme", "https://acme.table.core.windows.net")]
    public void Client_EachFormOfConnectionString_IsUnderstood(string connectionString, string account, string endpoint)
    {
        var service = new TableServiceClient(connectionString);

        Assert.Equal(account, service.AccountName);
        Assert.Equal(new Uri(endpoint), service.Uri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AccountName=acme")]
    public void Client_UnusableConnectionString_Throws(string connectionString) =>
        Assert.ThrowsAny<Exception>(() => new TableServiceClient(connectionString));
}
