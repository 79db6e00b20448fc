namespace Serverless.Tuner.Outbound;

/// <summary>Reads answers, which a server may make as long as it likes.</summary>
internal static class AnswerReader
{
    /// <summary>The body of an answer.</summary>
    /// <param name="response">The answer, of which the headers are there.</param>
    /// <param name="mostBytes">How long it may be; whole megabytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutboundException">It is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response, int mostBytes, CancellationToken cancellationToken)
    {
        var (body, piece) = (new MemoryStream(), new byte[16 * 1024]);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await stream.ReadAsync(piece, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > mostBytes) throw new OutboundException($"the answer is longer than {mostBytes / (1024 * 1024)} MB");
            body.Write(piece, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
