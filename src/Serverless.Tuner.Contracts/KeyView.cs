namespace Serverless.Tuner.Contracts;

/// <summary>A key as the API shows it.</summary>
public sealed record KeyView
{
    /// <summary>What it is revoked by; a part of the key itself, and no secret.</summary>
    public required string Id { get; init; }

    /// <summary>Whom or what it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows.</summary>
    public required KeyScope Scope { get; init; }

    /// <summary>The key itself: in the answer to its making alone, and nowhere afterwards.</summary>
    public string? Key { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself (UTC); null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last (UTC), to about a minute; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked (UTC); null: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The money of its studies; null when it has no allowance.</summary>
    public AllowanceView? Allowance { get; init; }

    /// <summary>How many studies that were started with it run at once; the others are pending. Not limited when null.</summary>
    public int? MaxStudies { get; init; }
}
