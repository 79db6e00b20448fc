using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Serverless.Tuner.Functions.Access;

/// <summary>Limits how often an address may come with a key that is not right: some times at once, then one in two seconds.</summary>
internal sealed class FailedTries(int atOnce = FailedTries.AtOnce) : IDisposable
{
    /// <summary>How many tries may fail at once.</summary>
    public const int AtOnce = 30;

    private const int NetworkBytes = 8;
    private static readonly TimeSpan s_another = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(
            address,
            _ => new TokenBucketRateLimiterOptions { TokenLimit = atOnce, TokensPerPeriod = 1, ReplenishmentPeriod = s_another }));

    /// <summary>How long an address must wait before its next try; null when it need not.</summary>
    public TimeSpan? Wait(IPAddress address) => Take(address, 0);

    /// <summary>Counts a try that has failed.</summary>
    /// <returns>How long the address must wait before its next one; null when it need not.</returns>
    public TimeSpan? Count(IPAddress address) => Take(address, 1);

    public void Dispose() => _limiter.Dispose();

    private TimeSpan? Take(IPAddress address, int tries)
    {
        using var lease = _limiter.AttemptAcquire(Client(address), tries);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : s_another;
    }

    /// <summary>A client has one address of version 4, but a whole network of version 6.</summary>
    private static IPAddress Client(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
