using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>What <c>POST keys</c> takes.</summary>
public sealed record KeyRequest
{
    /// <summary>Whom or what the key is for, up to 100 characters.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>What it allows.</summary>
    [Required]
    public KeyScope Scope { get; init; }

    /// <summary>When it ends by itself (UTC); never when null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>US dollars that all studies started with it may cost together; no limit when null. A key that writes alone can have one.
    /// </summary>
    public decimal? AllowanceUsd { get; init; }

    /// <summary>How many studies that were started with it run at once; the others are pending. Not limited when null.</summary>
    [Range(1, 10_000)]
    public int? MaxStudies { get; init; }
}
