using System.Text;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>What the proxy makes of the bodies of batches, whoever wrote them.</summary>
public sealed class BatchReadingTests
{
    private const string Account = "DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/acme;";

    /// <summary>Absolute addresses, percent-encoded keys, headers before
    /// <c>If-Match</c>: as Azure's client for .NET writes it, made by itself.</summary>
    [Fact]
    public async Task DotNetClient_EveryKindOfAction_IsSeen()
    {
        var request = await SentAsync(
            new(TableTransactionActionType.Add, Row("a")),
            new(TableTransactionActionType.Delete, Row("b")),
            new(TableTransactionActionType.UpdateMerge, Row("c"), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Row("d"), new ETag("W/\"1\"")),
            new(TableTransactionActionType.UpsertReplace, Row("e")),
            new(TableTransactionActionType.Delete, Row("f"), new ETag("W/\"2\"")));

        Assert.True(request.IsBatch);
        Assert.Equal(["POST", "DELETE", "PATCH", "PUT", "PUT", "DELETE"], request.Actions.Select(a => a.Method));
        Assert.Equal([null, "b", "c", "d", "e", "f"], request.Actions.Select(a => a.Row?.RowKey));
        Assert.Equal([null, "*", "*", "W/\"1\"", null, "W/\"2\""], request.Actions.Select(a => a.IfMatch));
        Assert.Equal((3, new RowAddress("tbl", "it's|ö (50%)", "d")), (request.GuardedAction, request.GuardedRow));
        Assert.True(request.Writes("\"Value\":7"));

        static TableEntity Row(string key) => new("it's|ö (50%)", key) { ["Value"] = 7 };
    }

    [Fact]
    public async Task DotNetClient_SameBatchTwice_IsTheSameRequest()
    {
        var first = await SentAsync(Update(7));

        Assert.Equal(first.Identity, (await SentAsync(Update(7))).Identity);
        Assert.NotEqual(first.Identity, (await SentAsync(Update(8))).Identity);
        Assert.NotEqual(first.Identity, (await SentAsync(Update(7, "other"))).Identity);
        Assert.NotEqual(
            first.Identity,
            (await SentAsync(new TableTransactionAction(TableTransactionActionType.UpsertMerge, Update(7).Entity))).Identity);

        static TableTransactionAction Update(int value, string key = "r") =>
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", key) { ["Value"] = value }, new ETag("W/\"1\""));
    }

    public static TheoryData<string, string, string> Forms => new()
    {
        {
            "relative addresses, lower-case names, LF, preamble and epilogue",
            "multipart/mixed; boundary=batch_1",
            """
            For people.
            --batch_1
            content-type: multipart/mixed; boundary=batch_11

            --batch_11
            content-transfer-encoding: binary
            content-type: application/http

            PUT tbl(PartitionKey='it''s',RowKey='r 1') HTTP/1.1
            if-match: W/"1"
            content-type: application/json

            {"Value":7}
            --batch_11
            content-type: application/http

            DELETE tbl(PartitionKey='it''s',RowKey='r2') HTTP/1.1
            IF-MATCH: *

            --batch_11--
            --batch_1--
            For people too.
            """
        },
        {
            "absolute addresses, everything encoded, keys and parameters in another order, CRLF, quoted boundaries, folded headers",
            "Multipart/Mixed; charset=utf-8; BOUNDARY=\"a batch: (1)\"",
            """
            --a batch: (1)
            CONTENT-TYPE: Multipart/Mixed;
             charset=utf-8; Boundary="change,set=?"

            --change,set=?
            Content-Type: application/http


            PUT https://acme.table.core.windows.net/acme/tbl%28RowKey%3D%27r%201%27%2CPartitionKey%3D%27it%27%27s%27%29?$format=application%2Fjson HTTP/1.1
            Content-Length: 11
            If-Match:W/"1"

            {"Value":7}
            --change,set=?  
            Content-Type: application/http

            DELETE https://acme.table.core.windows.net/acme/tbl(PartitionKey='it%27%27s',RowKey='r2') HTTP/1.1
            Host: acme
            If-Match: *


            --change,set=?--

            --a batch: (1)--
            """.ReplaceLineEndings("\r\n")
        },
    };

    [Theory, MemberData(nameof(Forms))]
    public void OtherClients_SameActions_AreTheSameRequest(string form, string contentType, string body)
    {
        Assert.NotEmpty(form);
        var request = Read(contentType, body);

        Assert.Equal(new RowAddress("tbl", "it's", "r 1"), request.GuardedRow);
        Assert.Equal(["PUT", "DELETE"], request.Actions.Select(a => a.Method));
        Assert.Equal("{\"Value\":7}", request.Actions[0].Body);
        Assert.Equal(new RowAddress("tbl", "it's", "r2"), request.Actions[1].Row);
        Assert.Single(Forms.Select(row => Read(row.Data.Item2, row.Data.Item3).Identity).Distinct());
    }

    /// <summary>A query may be the only thing in a batch, without a changeset around it.</summary>
    [Fact]
    public void Query_WithoutChangeset_IsSeen()
    {
        var request = Read(
            "multipart/mixed; boundary=b",
            "--b\r\nContent-Type: application/http\r\n\r\nGET /acme/tbl(PartitionKey='p',RowKey='r') HTTP/1.1\r\n\r\n\r\n--b--");

        Assert.Equal(new RowAddress("tbl", "p", "r"), request.Actions.Single().Row);
        Assert.Null(request.GuardedRow);
    }

    /// <summary>A batch that passed unseen would be one that no fault ever meets.</summary>
    [Theory]
    [InlineData("multipart/mixed; boundary=b", "")]
    [InlineData("multipart/mixed; boundary=b", "--c\r\n\r\n--c--\r\n")]
    [InlineData("multipart/mixed; boundary=b", "--b--\r\n")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\n\r\nPUT tbl(PartitionKey='p',RowKey='r') HTTP/1.1\r\n")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\n\r\nnonsense\r\n--b--")]
    [InlineData("multipart/mixed", "--b\r\n\r\nPUT tbl(PartitionKey='p',RowKey='r') HTTP/1.1\r\n\r\n--b--")]
    [InlineData(null, "{}")]
    public void Unreadable_IsAnError(string? contentType, string body) =>
        Assert.Throws<InvalidDataException>(() => Read(contentType, body));

    [Theory]
    [InlineData("/acme/tbl(PartitionKey='p',RowKey='r')?$format=x", "tbl", "p", "r")]
    [InlineData("/tbl(PartitionKey='a,b=''c'')',RowKey='')", "tbl", "a,b='c')", "")]
    [InlineData("tbl(PartitionKey='%C3%B6%2525',RowKey='r(1)')", "tbl", "ö%25", "r(1)")]
    public void Address_OfARow_IsRead(string target, string table, string partitionKey, string rowKey) =>
        Assert.Equal(new RowAddress(table, partitionKey, rowKey), RowAddress.Of(target));

    [Theory, InlineData("/acme/tbl"),
        InlineData("/acme/tbl()?$filter=RowKey eq 'r'"), InlineData("/acme/Tables('tbl')"), InlineData("/acme/$batch"), InlineData("/")]
    public void Address_OfNoRow_IsNone(string target) => Assert.Null(RowAddress.Of(target));

    private static ProxiedRequest Read(string? contentType, string body) =>
        ProxiedRequest.Of(
            1, "POST", "/acme/$batch?timeout=30", new HeaderDictionary { ["content-type"] = contentType }, Encoding.UTF8.GetBytes(body));

    private static async Task<ProxiedRequest> SentAsync(params TableTransactionAction[] actions)
    {
        ProxiedRequest? sent = null;
        using var network = new Network(request => sent = request);
        var options = new TableClientOptions { Transport = new HttpClientTransport(network), Retry = { MaxRetries = 0 } };
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => new TableClient(Account, "tbl", options).SubmitTransactionAsync(actions));
        return sent!;
    }

    private sealed class Network(Action<ProxiedRequest> sent) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = new HeaderDictionary { ["Content-Type"] = request.Content!.Headers.GetValues("Content-Type").Single() };
            sent(
                ProxiedRequest.Of(
                    1, request.Method.Method, request.RequestUri!.PathAndQuery, headers,
                    await request.Content.ReadAsByteArrayAsync(cancellationToken)));
            return new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable);
        }
    }
}
