using Azure.Core.Pipeline;

namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>A test with a fresh table.</summary>
public abstract class TableTest(AzuriteFixture azurite) : IAsyncLifetime
{
    protected AzuriteFixture Azurite { get; } = azurite;

    protected string TableName { get; } = "t" + Guid.NewGuid().ToString("N");

    protected TableClient Table { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Table = new TableServiceClient(Azurite.ConnectionString).GetTableClient(TableName);
        await Table.CreateIfNotExistsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Table.DeleteAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client of the same table with another way to it.</summary>
    protected TableClient NewClient(HttpPipelineTransport network, int maxRetries) => new(
        Azurite.ConnectionString,
        TableName,
        new TableClientOptions { Transport = network, Retry = { MaxRetries = maxRetries, Delay = TimeSpan.FromMilliseconds(1) } });

    protected static async Task<RequestFailedException> FailureOf(Func<Task> act) =>
        await Assert.ThrowsAnyAsync<RequestFailedException>(act);

    protected static async Task<List<T>> ListOf<T>(AsyncPageable<T> pages)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var item in pages)
            all.Add(item);
        return all;
    }
}
