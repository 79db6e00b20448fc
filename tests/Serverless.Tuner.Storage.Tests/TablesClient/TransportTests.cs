using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Serverless.Tuner.Storage.Tests.TablesClient;

public sealed class TransportTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static readonly Uri Cloud = new("https://somebody.table.core.windows.net");

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task AddEntity_PassingFault_IsRetried(HttpStatusCode fault)
    {
        var faults = 2;
        using var network = new FakeHandler((_, send) => faults-- > 0 ? Answer(fault) : send());
        var table = new TableClient(Azurite.ConnectionString, TableName, network.Options(maxRetries: 3));

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = "sent again whole" });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal("sent again whole", read.GetString("Text"));
        Assert.Equal(3, network.Requests);
    }

    [Fact]
    public async Task AddEntity_LastingFault_IsThrownAfterTheRetries()
    {
        using var network = new FakeHandler((_, _) => Answer(HttpStatusCode.ServiceUnavailable));
        var table = new TableClient(Azurite.ConnectionString, TableName, network.Options(maxRetries: 2));

        var failure = await FailureOf(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(503, failure.Status);
        Assert.Equal(3, network.Requests);
    }

    [Fact]
    public async Task AddEntity_AnswerLostAfterCommit_MeetsItsOwnEntity()
    {
        var cut = false;
        using var network = new FakeHandler(async (_, send) =>
        {
            var answer = await send();
            if (cut)
                return answer;
            cut = true;
            throw new HttpRequestException("The connection was cut.");
        });
        var table = new TableClient(Azurite.ConnectionString, TableName, network.Options(maxRetries: 1));

        var failure = await FailureOf(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task SubmitTransaction_PassingFault_IsRetried()
    {
        var faults = 1;
        using var network = new FakeHandler((_, send) => faults-- > 0 ? Answer(HttpStatusCode.ServiceUnavailable) : send());
        var table = new TableClient(Azurite.ConnectionString, TableName, network.Options(maxRetries: 1));

        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]);

        Assert.Single(await ListOf(Table.QueryAsync<TableEntity>()));
    }

    [Fact]
    public async Task AnyCall_AddedPolicy_SeesTheRequest()
    {
        var policy = new CountingPolicy();
        var options = new TableClientOptions();
        options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        var table = new TableServiceClient(Azurite.ConnectionString, options).GetTableClient(TableName);

        await table.AddEntityAsync(new TableEntity("p", "r"));
        await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(2, policy.Requests);
    }

    [Fact]
    public async Task AnyCall_TokenCredential_SendsTheTokenOfTheStorageScope()
    {
        string? authorization = null;
        using var network = new FakeHandler((request, _) =>
        {
            authorization = request.Headers.Authorization?.ToString();
            return Answer(HttpStatusCode.NoContent);
        });
        var credential = new FixedToken();
        var table = new TableClient(Cloud, "t", credential, network.Options());

        await table.DeleteEntityAsync("p", "r");

        Assert.Equal("Bearer secret", authorization);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task AnyCall_SharedAccessSignature_IsInTheQuery()
    {
        Uri? uri = null;
        using var network = new FakeHandler((request, _) =>
        {
            uri = request.RequestUri;
            return Answer(HttpStatusCode.NoContent);
        });
        var service = new TableServiceClient(Cloud, new AzureSasCredential("sv=2020-12-06&sig=abc%3D"), network.Options());

        await service.GetTableClient("t").DeleteEntityAsync("p", "r");

        Assert.EndsWith("sv=2020-12-06&sig=abc%3D", uri?.Query);
    }

    [Fact]
    public async Task AnyCall_WrongKey_IsForbidden()
    {
        var wrong = new TableSharedKeyCredential("devstoreaccount1", Convert.ToBase64String(new byte[64]));
        var table = new TableClient(Azurite.TableEndpoint, TableName, wrong, new TableClientOptions());

        var failure = await FailureOf(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public async Task AnyCall_CancelledBefore_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ListOf(Table.QueryAsync<TableEntity>(cancellationToken: cancelled.Token)));
    }

    [Fact]
    public async Task AnyCall_CancelledWhileTheServiceIsSilent_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        using var network = new FakeHandler(async (_, _) =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancelled.Token);
            throw new InvalidOperationException("Not reached.");
        });
        var table = new TableClient(Azurite.ConnectionString, TableName, network.Options(maxRetries: 3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));

        Assert.Equal(1, network.Requests);
    }

    [Fact]
    public async Task AnyCall_InParallel_KeepsAnswersApart()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var key = i.ToString("D3", null);
            await Table.AddEntityAsync(new TableEntity("p", key) { ["Count"] = i });
            TableEntity read = await Table.GetEntityAsync<TableEntity>("p", key);
            Assert.Equal(i, read.GetInt32("Count"));
        }));
    }

    private static Task<HttpResponseMessage> Answer(HttpStatusCode status) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent([]) });

    private sealed class CountingPolicy : HttpPipelineSynchronousPolicy
    {
        public int Requests { get; private set; }

        public override void OnSendingRequest(HttpMessage message) => Requests++;
    }

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("secret", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
