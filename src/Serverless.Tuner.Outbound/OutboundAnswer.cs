using System.Text;

namespace Serverless.Tuner.Outbound;

/// <summary>What a target has answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, at most 1 MB.</param>
public sealed record OutboundAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
