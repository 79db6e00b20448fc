using System.Collections.Concurrent;

namespace Serverless.Tuner.Storage;

/// <summary>The claims whose evaluations are running in this process.</summary>
internal sealed class LiveClaims
{
    private readonly ConcurrentDictionary<string, byte> _claims = new(StringComparer.Ordinal);

    /// <summary>To be called before the claim is written to the trial's row, so
    /// that no other evaluation of this process takes it for lost.</summary>
    public void Add(string claim) => _claims.TryAdd(claim, 0);

    public void Remove(string claim) => _claims.TryRemove(claim, out _);

    public bool Contains(string? claim) => claim is not null && _claims.ContainsKey(claim);
}
