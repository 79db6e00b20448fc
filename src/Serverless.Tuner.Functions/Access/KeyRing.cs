using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Functions.Access;

/// <summary>The keys of the app's users, remembered for a short while, so that a request costs no storage read.</summary>
internal sealed class KeyRing(ApiAccess access, KeyStore store, TimeProvider time)
{
    /// <summary>How long a key that was revoked may still be taken for right.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);
    private static readonly Caller Owner = new("owner", KeyScope.Admin);

    private readonly byte[][] _owners =
    [
        .. new[] { access.LocalToken, access.AdminKey }.OfType<string>().Select(Digest),
        .. new[] { access.AdminKeySha256 }.OfType<string>().Select(Convert.FromHexString),
    ];

    // Only keys that were right: their number is that of the keys there are.
    private readonly ConcurrentDictionary<string, (TunerKey Key, long ReadAt)> _known = new();

    /// <summary>The caller with the token of the data directory or the key of the settings; null for other texts.</summary>
    public Caller? FindOwner(string credential)
    {
        var digest = Digest(credential); // Of one length, so that the time of the comparison reveals nothing.
        var isOwner = false;
        foreach (var owner in _owners) isOwner |= CryptographicOperations.FixedTimeEquals(owner, digest);
        return isOwner ? Owner : null;
    }

    /// <summary>Whether this process has found the key right before: looking at it again is no guess.</summary>
    public bool IsKnown(KeyText text) => _known.TryGetValue(text.Id, out var known) && known.Key.Is(text);

    /// <summary>The caller with a key of the storage; null when it opens nothing: it is wrong, has ended or was revoked.</summary>
    public async Task<Caller?> FindAsync(KeyText text, CancellationToken cancellationToken)
    {
        var isFresh = _known.TryGetValue(text.Id, out var known) && time.GetElapsedTime(known.ReadAt) < Freshness;
        var key = isFresh ? known.Key : await ReadAsync(text, cancellationToken);
        return key?.Is(text) == true && key.IsValidAt(time.GetUtcNow())
            ? new Caller($"key {key.Id}", key.Scope)
            {
                Key = key.Id,
                PayingKey = key.Allowance is null ? null : key.Id,
                LimitedKey = key.MaxStudies is null ? null : key.Id,
            }
            : null;
    }

    private async Task<TunerKey?> ReadAsync(KeyText text, CancellationToken cancellationToken)
    {
        var (readAt, now) = (time.GetTimestamp(), time.GetUtcNow());
        if (await store.FindAsync(text.Id, cancellationToken) is not { } key || !key.Is(text)) return null;
        _known[text.Id] = (key, readAt);
        if (key.IsValidAt(now) && !(now - key.LastUsedAt < BetweenTouches)) await store.TouchAsync(key.Id, cancellationToken);
        return key;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
