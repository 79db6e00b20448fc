using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Reads request bodies, but never more of them than is allowed.</summary>
internal static class RequestBody
{
    /// <summary>The whole body.</summary>
    /// <exception cref="RequestTooLargeException">It is longer than <paramref name="max"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int max, CancellationToken cancellationToken)
    {
        if (request.ContentLength > max) throw new RequestTooLargeException(max);
        var (body, piece) = (new MemoryStream(), new byte[16 * 1024]);
        while (await request.Body.ReadAsync(piece, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > max) throw new RequestTooLargeException(max);
            body.Write(piece, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
