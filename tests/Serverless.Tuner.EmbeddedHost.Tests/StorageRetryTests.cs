using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Tuner.EmbeddedHost.Durable.History;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>What the storage's client throws, and what is made of it.</summary>
public sealed class StorageRetryTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly StorageRetry _retry = new(TimeProvider.System, NullLogger<StorageRetry>.Instance);

    /// <summary>The client has tried by itself, as often as it does, before the retry sees the fault.</summary>
    [Theory]
    [InlineData(TransportFault.Unavailable, 0), InlineData(TransportFault.Unavailable, 1)]
    [InlineData(TransportFault.NotSent, 0), InlineData(TransportFault.NotSent, 1)]
    [InlineData(TransportFault.AnswerBroken, 0), InlineData(TransportFault.AnswerBroken, 1)]
    [InlineData(TransportFault.AnswerLate, 0), InlineData(TransportFault.AnswerLate, 1)]
    [InlineData(TransportFault.ActionTimedOut, 0)]
    public async Task Execute_FaultThatPasses_IsAskedAgain(TransportFault fault, int maxRetries)
    {
        var table = await TableAsync(new FaultyTransport(fault, 2..(3 + maxRetries)), maxRetries);

        var answers = await _retry.ExecuteAsync(
            "test", ct => table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "r"))], ct), CancellationToken.None);

        Assert.Equal(204, Assert.Single(answers.Value).Status);
    }

    [Fact]
    public async Task Execute_RefusedForGood_IsNotAskedAgain()
    {
        var network = new FaultyTransport((_, _) => ValueTask.FromResult(TransportFault.None));
        var table = await TableAsync(network, maxRetries: 0);

        await Assert.ThrowsAsync<RequestFailedException>(
            () => _retry.ExecuteAsync("test", ct => table.UpdateEntityAsync(new TableEntity("p", "missing"), ETag.All, cancellationToken: ct), CancellationToken.None));

        Assert.Equal(2, network.Requests);
    }

    /// <summary>Cancelled in its second try, the client throws both together and no cancellation.</summary>
    [Fact]
    public async Task Execute_CancelledWhileTheClientTriesAgain_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var triesAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var table = await TableAsync(
            new FaultyTransport(async (k, _) =>
            {
                if (k == 2) return TransportFault.NotSent;
                if (k < 2) return TransportFault.None;
                triesAgain.SetResult();
                await Task.Delay(Timeout.Infinite, stop.Token);
                return TransportFault.None;
            }),
            maxRetries: 1);

        var asked = _retry.ExecuteAsync("test", ct => table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: ct), stop.Token);
        await triesAgain.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    /// <summary>A client on a table that its first request has created.</summary>
    private async Task<TableClient> TableAsync(HttpPipelineTransport network, int maxRetries)
    {
        var options = new TableClientOptions { Transport = network, Retry = { MaxRetries = maxRetries, Delay = TimeSpan.FromMilliseconds(1) } };
        var table = new TableClient(azurite.ConnectionString, "t" + Guid.NewGuid().ToString("N"), options);
        await table.CreateIfNotExistsAsync();
        return table;
    }
}
