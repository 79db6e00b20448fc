namespace Serverless.Tuner.Outbound;

/// <summary>A call of the server that a <see cref="SettledClient"/> is for.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">What follows the server's address, escaped, with a query if there is one; without a slash at its start.</param>
public sealed record SettledCall(HttpMethod Method, string Path)
{
    /// <summary>The body, as JSON in UTF-8; null for none.</summary>
    public ReadOnlyMemory<byte>? Json { get; init; }

    /// <summary>The body as it comes, in the place of <see cref="Json"/>.</summary>
    public Stream? Content { get; init; }

    /// <summary>How many bytes <see cref="Content"/> has.</summary>
    public long Length { get; init; }

    /// <summary>Whether to call again what got no answer, or that of a busy server: three times, with growing waits. Not where twice would
    /// not be the same as once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>How long each try may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
}
