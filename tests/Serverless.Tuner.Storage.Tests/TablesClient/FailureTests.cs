using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Azure.Core.Pipeline;

namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>What the client tries again by itself, and what it throws in the end: all of it is known as a failure of the storage.</summary>
public sealed class FailureTests(AzuriteFixture azurite) : TableTest(azurite)
{
    public static TheoryData<TransportFault> Faults =>
        new(
            TransportFault.Unavailable, TransportFault.AnswerLost, TransportFault.AnswerBroken, TransportFault.AnswerLate,
            TransportFault.NotSent, TransportFault.ActionTimedOut);

    [Theory, MemberData(nameof(Faults))]
    public async Task Request_FaultThatPasses_IsSentAgainWhole(TransportFault fault)
    {
        var network = new FaultyTransport(fault, 1..3);
        var row = new TableEntity("p", "r") { ["Text"] = "sent again whole" };

        await NewClient(network, maxRetries: 2).UpsertEntityAsync(row);

        Assert.Equal(3, network.Requests);
        Assert.Equal("sent again whole", (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("Text"));
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Failure_AfterAllTries_IsOneOfTheStorageAndNoRefusal(TransportFault fault)
    {
        foreach (var maxRetries in (int[])[0, 2])
        {
            foreach (var request in (Func<TableClient, Task>[])[ReadAsync, WriteAsync])
            {
                var failure = await Assert.ThrowsAnyAsync<Exception>(
                    () => request(NewClient(new FaultyTransport(fault, 1..100), maxRetries)));
                Assert.True(StorageFailure.Is(failure), $"{failure}");
                Assert.False(StorageFailure.IsRefusal(failure), $"{failure}");
            }
        }
    }

    /// <summary>Tries that failed in different ways, the last of them by an answer.</summary>
    [Fact]
    public async Task Failure_OfManyKinds_IsOneOfTheStorage()
    {
        var network =
            new FaultyTransport(
                (k, _) =>
                    ValueTask.FromResult(
                        k switch
                        {
                            1 => TransportFault.AnswerLate,
                            2 => TransportFault.NotSent,
                            3 => TransportFault.Unavailable,
                            _ => TransportFault.AnswerLate
                        }));

        foreach (var maxRetries in (int[])[2, 3])
            Assert.True(StorageFailure.Is(await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(NewClient(network, maxRetries)))));
    }

    [Fact]
    public async Task Failure_OfATransactionThatWasAccepted_IsNotTriedAgainByTheClientButByUs()
    {
        var network = new FaultyTransport(TransportFault.ActionTimedOut, 1..3);
        var client = NewClient(network, maxRetries: 5);
        TableTransactionAction[] actions = [new(TableTransactionActionType.Add, new TableEntity("p", "r"))];

        Assert.Equal(500, (await Assert.ThrowsAsync<TableTransactionFailedException>(() => client.SubmitTransactionAsync(actions))).Status);
        Assert.Equal(1, network.Requests);

        Assert.Equal(
            204, Assert.Single(await Transaction.SubmitAsync(client, actions, TimeProvider.System, CancellationToken.None)).Status);
        Assert.Equal(3, network.Requests);
    }

    [Theory, InlineData(400, true), InlineData(401, true), InlineData(403, true), InlineData(404, true), InlineData(413, true)]
    [InlineData(408, false),
        InlineData(409, false), InlineData(412, false), InlineData(429, false), InlineData(500, false), InlineData(503, false)]
    public async Task Refusal_IsAnAnswerThatStands(int status, bool stands)
    {
        var network = new HttpClientTransport(new Answers(new HttpResponseMessage((HttpStatusCode)status)));

        var refused = await FailureOf(() => WriteAsync(NewClient(network, maxRetries: 0)));

        Assert.Equal((status, stands, true), (refused.Status, StorageFailure.IsRefusal(refused), StorageFailure.Is(refused)));
    }

    /// <summary>A service that is throttled says how long it wants to be left alone.</summary>
    [Theory, InlineData(503), InlineData(429)]
    public async Task RetryAfter_IsWaitedFor(int status)
    {
        var busy = new HttpResponseMessage((HttpStatusCode)status)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1)) },
        };
        var watch = Stopwatch.StartNew();

        await ReadAsync(
            NewClient(new HttpClientTransport(new Answers(busy, new HttpResponseMessage(HttpStatusCode.NotFound))), maxRetries: 1));

        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.9), $"it waited only {watch.Elapsed}");
    }

    /// <summary>Whoever gives up is told that; only when tries had failed before, together with those.</summary>
    [Theory, InlineData(1), InlineData(2)]
    public async Task Cancelled_InItsKthTry_EndsAtOnce(int k)
    {
        using var stop = new CancellationTokenSource();
        var network = new FaultyTransport(async (request, _) =>
        {
            if (request < k) return TransportFault.NotSent;
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop.Token);
            return TransportFault.None;
        });

        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => NewClient(network, maxRetries: 5).GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: stop.Token));

        Assert.Equal(k, network.Requests);
        Assert.Equal(k == 1, thrown is OperationCanceledException);
        Assert.Equal(k > 1, StorageFailure.Is(thrown));
    }

    private static Task ReadAsync(TableClient table) => table.GetEntityIfExistsAsync<TableEntity>("p", "r");

    private static Task WriteAsync(TableClient table) =>
        table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "r"))]);

    private sealed class Answers(params HttpResponseMessage[] answers) : HttpMessageHandler
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answers[_next++]);
    }
}
