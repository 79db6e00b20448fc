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
        var body = new byte[Math.Min(max + 1, Math.Max(request.ContentLength ?? 16 * 1024, 1024))];
        var length = 0;
        while (true)
        {
            if (length == body.Length)
            {
                if (length > max) throw new RequestTooLargeException(max);
                Array.Resize(ref body, Math.Min(max + 1, body.Length * 2));
            }

            var read = await request.Body.ReadAsync(body.AsMemory(length), cancellationToken);
            if (read == 0) break;
            length += read;
        }

        return body.AsMemory(0, length);
    }
}
