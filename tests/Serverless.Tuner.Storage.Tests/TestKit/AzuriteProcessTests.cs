namespace Serverless.Tuner.Storage.Tests.TestKit;

public sealed class AzuriteProcessTests
{
    [Fact]
    public async Task Restart_OnDisk_KeepsEveryRowThatWasAnswered()
    {
        await using var azurite = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var table = new TableClient(azurite.ConnectionString, "rows");
        await table.CreateIfNotExistsAsync();
        for (var i = 0; i < 50; i++)
            await table.AddEntityAsync(new TableEntity("p", i.ToString("D2", null)));

        await azurite.RestartAsync();

        var rows = 0;
        await foreach (var _ in table.QueryAsync<TableEntity>())
            rows++;
        Assert.Equal(50, rows);
    }

    [Fact]
    public async Task Stop_Running_NoLongerListens()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var endpoint = azurite.TableEndpoint;

        await azurite.StopAsync();

        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(endpoint));
    }
}
