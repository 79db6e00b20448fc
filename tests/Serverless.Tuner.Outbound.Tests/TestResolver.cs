using System.Net;

namespace Serverless.Tuner.Outbound.Tests;

/// <summary>Answers each question with the next of the addresses, the last one again and again.</summary>
internal sealed class TestResolver(params string[] addresses) : IHostResolver
{
    private int _asked;

    public int Asked => _asked;

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var answer = addresses[Math.Min(Interlocked.Increment(ref _asked), addresses.Length) - 1];
        return Task.FromResult<IPAddress[]>([.. answer.Split(',').Select(IPAddress.Parse)]);
    }
}
