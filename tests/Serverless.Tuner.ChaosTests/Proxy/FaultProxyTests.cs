using System.Diagnostics;
using Azure;
using Azure.Data.Tables;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>The proxy itself: what it does to requests, and what it says it did.</summary>
public sealed class FaultProxyTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly string _tableName = "t" + Guid.NewGuid().ToString("N");
    private FaultProxy _proxy = null!;
    private TableClient _direct = null!;
    private TableClient _proxied = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await FaultProxy.StartAsync(azurite.Process);
        _direct = new TableClient(azurite.Process.ConnectionString, _tableName);
        await _direct.CreateIfNotExistsAsync();
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        _proxied = new TableClient(_proxy.ConnectionString, _tableName, options);
    }

    public async ValueTask DisposeAsync() => await _proxy.DisposeAsync();

    [Fact]
    public async Task NoFault_PassesEveryKindOfRequest()
    {
        var key = "p'|ö";
        await _proxied.AddEntityAsync(Row(key, "1", 7));
        var etag = (await _proxied.GetEntityAsync<TableEntity>(key, "1")).Value.ETag;
        await _proxied.UpdateEntityAsync(Row(key, "1", 8), etag, TableUpdateMode.Replace);
        await _proxied.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, Row(key, "2", 9)), new(TableTransactionActionType.UpsertMerge, Row(key, "1", 10))]);
        var rows = new List<int>();
        await foreach (var row in _proxied.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {key}"), maxPerPage: 1)) rows.Add(row.GetInt32("Value")!.Value);
        await _proxied.DeleteEntityAsync(key, "2");

        Assert.Equal([10, 9], rows);
        Assert.All(_proxy.Recording.Requests, r => Assert.InRange(r.Status, 200, 204));
        Assert.Equal(Enumerable.Range(1, _proxy.Recording.Requests.Count), _proxy.Recording.Requests.Select(r => r.Request.Number));
        Assert.All(_proxy.Recording.Requests, r => Assert.NotNull(r.Request.ClientRequestId));
    }

    [Theory, InlineData(503, 3), InlineData(429, 2), InlineData(500, null), InlineData(403, null)]
    public async Task Answered_StorageHearsNothing(int status, int? retryAfter)
    {
        _proxy.Plan = _ => Fault.Answer(status, retryAfter);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => _proxied.AddEntityAsync(Row("p", "1", 7)));

        Assert.Equal(status, refused.Status);
        Assert.Equal(
            retryAfter is { } seconds ? $"{seconds}" : null,
            refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var header) ? header : null);
        Assert.Equal(status, _proxy.Recording.Requests.Single().Status);
        Assert.Empty(await ValuesAsync());
    }

    /// <summary>What is said of the whole batch is said outside; what is said of
    /// an action inside, where the client does not repeat it by itself.</summary>
    [Theory, InlineData(503, false), InlineData(413, false), InlineData(500, true), InlineData(404, true), InlineData(409, true)]
    public async Task Answered_Batch_ClientUnderstandsAsIfTheStorageHadSaidIt(int status, bool ofAction)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var patient = new TableClient(_proxy.ConnectionString, _tableName, options);
        var answer = ofAction ? Fault.AnswerOfAction(status) : Fault.Answer(status);
        _proxy.Plan = _ => answer;

        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(
            () =>
                patient.SubmitTransactionAsync(
                    [new(TableTransactionActionType.Add, Row("p", "1", 7)), new(TableTransactionActionType.Add, Row("p", "2", 8))]));

        Assert.Equal((status, StorageError.Of(status).Code), (refused.Status, refused.ErrorCode));
        Assert.Equal(ofAction ? 0 : null, (refused as TableTransactionFailedException)?.FailedTransactionActionIndex);
        Assert.Equal(Enumerable.Repeat(status, ofAction || status < 500 ? 1 : 2), _proxy.Recording.Requests.Select(r => r.Status));
        Assert.Empty(await ValuesAsync());
    }

    [Fact]
    public async Task RetryAfter_ClientWaitsAsLongAndIsAnswered()
    {
        var options = new TableClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var patient = new TableClient(_proxy.ConnectionString, _tableName, options);
        _proxy.Plan = r => r.Number == 1 ? Fault.Answer(503, retryAfterSeconds: 1) : Fault.None;

        await patient.AddEntityAsync(Row("p", "1", 7));

        var requests = _proxy.Recording.Requests;
        Assert.Equal([503, 204], requests.Select(r => r.Status));
        Assert.True(requests[1].ReceivedAt - requests[0].ReceivedAt >= TimeSpan.FromSeconds(0.9), "the client did not wait");
        Assert.Equal(requests[0].Request.ClientRequestId, requests[1].Request.ClientRequestId);
    }

    [Fact]
    public async Task CutBefore_StorageHearsNothing()
    {
        _proxy.Plan = _ => Fault.CutBefore;

        Assert.Equal(0, (await Assert.ThrowsAsync<RequestFailedException>(() => _proxied.AddEntityAsync(Row("p", "1", 7)))).Status);

        Assert.Empty(await ValuesAsync());
        Assert.Equal(0, _proxy.Recording.Requests.Single().Status);
    }

    [Fact]
    public async Task CutAfter_WriteTakesEffectAndNobodyHearsOfIt()
    {
        _proxy.Plan = _ => Fault.CutAfter;

        Assert.Equal(0, (await Assert.ThrowsAsync<RequestFailedException>(() => _proxied.AddEntityAsync(Row("p", "1", 7)))).Status);

        Assert.Equal([7], await ValuesAsync());
        Assert.Equal(0, _proxy.Recording.Requests.Single().Status);
    }

    /// <summary>The answer to a transaction has a body: the client has begun to read it when the connection breaks.</summary>
    [Fact]
    public async Task CutWithin_TransactionTakesEffectAndItsAnswerBreaksOff()
    {
        _proxy.Plan = _ => Fault.CutWithin;

        await Assert.ThrowsAnyAsync<IOException>(
            () => _proxied.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("p", "1", 7))]));

        Assert.Equal([7], await ValuesAsync());
        Assert.Equal(0, _proxy.Recording.Requests.Single().Status);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task FalseConflict_GuardedWriteIsRefusedAlthoughNobodyWrote(bool batch)
    {
        var etag = await AddAsync("1", 7);
        _proxy.Plan = r => r.GuardedRow is null ? Fault.None : Fault.FalseConflict;

        CheckConflict(await RefusalOfUpdateAsync(etag, batch), batch);

        Assert.Equal([7], await ValuesAsync());
        Assert.Equal(etag, (await _direct.GetEntityAsync<TableEntity>("p", "1")).Value.ETag);
        Assert.Equal(412, _proxy.Recording.Requests.Single().Status);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task TrueConflict_RowHasAnotherETagAndTheSameContents(bool batch)
    {
        var etag = await AddAsync("1", 7);
        _proxy.Plan = r => r.GuardedRow is null ? Fault.None : Fault.TrueConflict;

        CheckConflict(await RefusalOfUpdateAsync(etag, batch), batch);

        Assert.Equal([7], await ValuesAsync());
        Assert.NotEqual(etag, (await _direct.GetEntityAsync<TableEntity>("p", "1")).Value.ETag);
        Assert.Equal(412, _proxy.Recording.Requests.Single().Status);
        Assert.Equal(new RowAddress(_tableName, "p", "1"), _proxy.Recording.Requests.Single().Request.GuardedRow);
    }

    [Fact]
    public async Task Conflicts_UnguardedWritesMeetNone()
    {
        var plan = new FaultRates(1) { ConflictRate = 1 };
        _proxy.Plan = plan.Plan;

        await _proxied.UpsertEntityAsync(Row("p", "1", 7));
        await _proxied.UpdateEntityAsync(Row("p", "1", 8), ETag.All);
        await _proxied.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "1"), ETag.All)]);

        Assert.All(_proxy.Recording.Requests, r => Assert.Equal(FaultKind.None, r.Fault.Kind));
    }

    [Fact]
    public async Task Latency_EveryRequestWaits()
    {
        _proxy.Plan = new FaultRates(1) { Latency = TimeSpan.FromMilliseconds(150) }.Plan;

        await _proxied.AddEntityAsync(Row("p", "1", 7));

        Assert.True(_proxy.Recording.Requests.Single().Took >= TimeSpan.FromMilliseconds(149));
    }

    [Fact]
    public async Task StorageGone_ConnectionIsCutUntilItIsBack()
    {
        await using var own = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        await using var proxy = await FaultProxy.StartAsync(own);
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        var table = new TableClient(proxy.ConnectionString, _tableName, options);
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(Row("p", "1", 7));

        await own.StopAsync();
        Assert.Equal(0, (await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "1"))).Status);
        await own.RestartAsync();

        Assert.Equal(7, (await table.GetEntityAsync<TableEntity>("p", "1")).Value.GetInt32("Value"));
    }

    [Fact]
    public void Rates_SameSeed_SamePlanNearTheRates()
    {
        const int Requests = 20_000;
        var plans = Enumerable.Range(0, 2).Select(_ => new FaultRates(7) { FailureRate = 0.1, ConflictRate = 0.05 }).ToList();
        var guarded = new ProxiedRequest(1, null, IsBatch: false, [new("PUT", "/t(PartitionKey='p',RowKey='r')", "W/1", "")]);

        var faults = plans.Select(plan => Enumerable.Range(0, Requests).Select(_ => plan.Plan(guarded)).ToList()).ToList();

        Assert.Equal(faults[0], faults[1]);
        Assert.InRange(
            faults[0].Count(f => f.Kind is FaultKind.Answered or FaultKind.CutBefore or FaultKind.CutAfter or FaultKind.CutWithin),
            0.09 * Requests, 0.11 * Requests);
        Assert.InRange(faults[0].Count(f => f.Kind is FaultKind.TrueConflict or FaultKind.FalseConflict), 0.04 * Requests, 0.05 * Requests);
        foreach (var status in (int[])[503, 429, 500]) Assert.Contains(faults[0], f => f.Status == status);
    }

    [Fact]
    public async Task Recording_FindsRefusedRequestsThatAreSentAgain()
    {
        _proxy.Plan = r => r.Number == 1 ? Fault.Answer(403) : Fault.None;
        await Assert.ThrowsAsync<RequestFailedException>(() => SubmitAsync(7));
        await SubmitAsync(8);
        Assert.Empty(_proxy.Recording.RetriesOfRefused());

        // The boundaries of a batch are others each time; it is the same request nevertheless.
        await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => _proxied.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("p", "1", 7))]));
        var (refused, again) = Assert.Single(_proxy.Recording.RetriesOfRefused());
        Assert.Equal((1, 403, 3), (refused.Request.Number, refused.Status, again.Request.Number));

        Task SubmitAsync(int value) => _proxied.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("p", "1", value))]);
    }

    private static TableEntity Row(string partition, string row, int value) => new(partition, row) { ["Value"] = value };

    private async Task<ETag> AddAsync(string row, int value) => (await _direct.AddEntityAsync(Row("p", row, value))).Headers.ETag!.Value;

    /// <summary>Updates a row, in a batch as its second action.</summary>
    private Task<RequestFailedException> RefusalOfUpdateAsync(ETag etag, bool batch) =>
        Assert.ThrowsAnyAsync<RequestFailedException>(() => batch
        ? _proxied.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, Row("p", "2", 9)), new(TableTransactionActionType.UpdateReplace, Row("p", "1", 8), etag)])
        : _proxied.UpdateEntityAsync(Row("p", "1", 8), etag, TableUpdateMode.Replace));

    /// <summary>Whoever is refused by the proxy is told as much as by the storage itself.</summary>
    private static void CheckConflict(RequestFailedException refusal, bool batch)
    {
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (refusal.Status, refusal.ErrorCode));
        Assert.Equal(batch ? 1 : null, (refusal as TableTransactionFailedException)?.FailedTransactionActionIndex);
    }

    private async Task<List<int>> ValuesAsync()
    {
        var values = new List<int>();
        await foreach (var row in _direct.QueryAsync<TableEntity>()) values.Add(row.GetInt32("Value")!.Value);
        return values;
    }
}
