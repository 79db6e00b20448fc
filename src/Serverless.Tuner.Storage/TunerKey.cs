using System.Security.Cryptography;

namespace Serverless.Tuner.Storage;

/// <summary>A key that was made for the API, without the key itself.</summary>
public sealed record TunerKey
{
    /// <summary>What it is found by.</summary>
    public required string Id { get; init; }

    /// <summary>Whom or what it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows.</summary>
    public required KeyScope Scope { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, as far as is written.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The money of its studies; null: it is not limited.</summary>
    public Allowance? Allowance { get; init; }

    /// <summary>How many studies that were started with it run at once; null: that is not limited.</summary>
    public int? MaxStudies { get; init; }

    internal byte[] Hash { get; init; } = [];

    /// <summary>Whether it opens anything at a time.</summary>
    public bool IsValidAt(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    /// <summary>Whether it is this one, told in a time that does not depend on where they differ.</summary>
    public bool Is(KeyText key) => CryptographicOperations.FixedTimeEquals(Hash, key.Hash);
}
