using System.Net;
using System.Net.Http.Headers;

namespace Serverless.Tuner.TestKit;

/// <summary>Does to requests what a network and a service at the end of its strength do.</summary>
public sealed class FaultyNetwork(Func<int, HttpRequestMessage, ValueTask<TransportFault>> plan)
    : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>As the service says within its answer to a transaction that one of its actions took too long.</summary>
    private const string ActionTimedOut = """
        --batchresponse
        Content-Type: multipart/mixed; boundary=changesetresponse

        --changesetresponse
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 500 Internal Server Error
        Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8

        {"odata.error":{"code":"OperationTimedOut","message":{"lang":"en-US","value":"0:Operation could not be completed within the specified time."}}}
        --changesetresponse--
        --batchresponse--

        """;

    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (await plan(Interlocked.Increment(ref _requests), request))
        {
            case TransportFault.Unavailable:
                return new(HttpStatusCode.ServiceUnavailable);
            case TransportFault.ActionTimedOut:
                return request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal)
                    ? TimedOutInside()
                    : new(HttpStatusCode.InternalServerError);
            case TransportFault.NotSent:
                throw Cut();
            case TransportFault.AnswerLost:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                throw Cut();
            case TransportFault.AnswerLate:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                // As the client gives up after its network timeout, but at once.
                throw new TaskCanceledException("It took too long.", new TaskCanceledException());
            case TransportFault.AnswerBroken:
                return await BreakAsync(await base.SendAsync(request, cancellationToken));
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }

    private static HttpRequestException Cut() => new("The connection was cut.", new IOException("The connection was cut."));

    private static HttpResponseMessage TimedOutInside()
    {
        var content = new StringContent(ActionTimedOut.ReplaceLineEndings("\r\n"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=batchresponse");
        return new(HttpStatusCode.Accepted) { Content = content };
    }

    /// <summary>Half of the answer's body, then the end of the connection; when it has no body, no answer.</summary>
    private static async Task<HttpResponseMessage> BreakAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (body.Length == 0)
        {
            answer.Dispose();
            throw Cut();
        }

        var type = answer.Content.Headers.ContentType;
        answer.Content = new StreamContent(new BrokenStream(body[..(body.Length / 2)]));
        answer.Content.Headers.ContentType = type;
        return answer;
    }

    private sealed class BrokenStream(byte[] begin) : MemoryStream(begin)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => Checked(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Checked(base.Read(buffer));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Checked(await base.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Checked(await base.ReadAsync(buffer, cancellationToken));

        private static int Checked(int read) =>
            read > 0 ? read : throw new HttpIOException(HttpRequestError.ResponseEnded, "The answer broke off.");
    }
}
