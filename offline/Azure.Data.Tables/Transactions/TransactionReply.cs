#nullable enable
using System.Globalization;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables.Transactions;

/// <summary>Reads the answer to a transaction: one response for each action, or a single one that says which action was refused.</summary>
internal static class TransactionReply
{
    public static IReadOnlyList<Response> Read(Response reply)
    {
        var responses = Split(reply.Content.ToMemory(), reply.ClientRequestId);
        foreach (var response in responses)
        {
            if (response.Status >= 400)
                throw Failure(response);
        }
        return responses;
    }

    private static TableTransactionFailedException Failure(TransactionResponse response)
    {
        var error = FailureDetails.Parse(response);
        var message = error?.Message ?? $"The transaction was refused with status {response.Status}.";
        return new TableTransactionFailedException(new RequestFailedException(response.Status, message, error?.Code, innerException: null));
    }

    private static List<TransactionResponse> Split(ReadOnlyMemory<byte> body, string clientRequestId)
    {
        var responses = new List<TransactionResponse>();
        var rest = body;
        while (true)
        {
            var start = rest.Span.IndexOf("HTTP/1."u8);
            if (start < 0)
                return responses;
            rest = rest[start..];
            var end = rest.Span.IndexOf("\n--"u8);
            var part = end < 0 ? rest : rest[..end];
            responses.Add(Parse(part, clientRequestId));
            rest = end < 0 ? default : rest[end..];
        }
    }

    private static TransactionResponse Parse(ReadOnlyMemory<byte> part, string clientRequestId)
    {
        var span = part.Span;
        var lineEnd = span.IndexOf((byte)'\n');
        var line = lineEnd < 0 ? span : span[..lineEnd];
        var status = int.Parse(line[(line.IndexOf((byte)' ') + 1)..][..3], NumberStyles.None, CultureInfo.InvariantCulture);
        var headersAndBody = lineEnd < 0 ? default : part[(lineEnd + 1)..];

        var blank = headersAndBody.Span.IndexOf("\r\n\r\n"u8);
        var headers = blank < 0 ? headersAndBody : headersAndBody[..blank];
        var content = blank < 0 ? default : headersAndBody[(blank + 4)..];
        return new TransactionResponse(status, headers, Trim(content), clientRequestId);
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> content)
    {
        while (content.Length > 0 && content.Span[^1] is (byte)'\r' or (byte)'\n')
            content = content[..^1];
        return content;
    }
}
