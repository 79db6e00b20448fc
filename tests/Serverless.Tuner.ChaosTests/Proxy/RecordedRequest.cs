namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>A request and what became of it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Fault">What was done to it.</param>
/// <param name="Status">The status that its sender was told, of a batch that of the refused action; 0 when the connection was cut.</param>
/// <param name="ReceivedAt">When it arrived, since the proxy's start.</param>
/// <param name="Took">How long it took, with what it waited in the proxy.</param>
internal sealed record RecordedRequest(ProxiedRequest Request, Fault Fault, int Status, TimeSpan ReceivedAt, TimeSpan Took)
{
    /// <summary>An answer that says: do not ask again.</summary>
    public bool IsRefused => Status is >= 400 and < 500 and not (408 or 409 or 412 or 429);
}
