namespace Serverless.Tuner.Contracts;

/// <summary>A file that a trial keeps, and where it comes from: the same is kept beside it as <c>FILE.provenance.json</c>.</summary>
public sealed record ArtifactView
{
    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>How long it is.</summary>
    public required long Bytes { get; init; }

    /// <summary>The SHA-256 of its content, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What it is answered as.</summary>
    public required string ContentType { get; init; }

    /// <summary>When it was kept (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The study.</summary>
    public required string Study { get; init; }

    /// <summary>The study's identifier, which no other study has, one of its name that was deleted included.</summary>
    public Guid? StudyId { get; init; }

    /// <summary>The trial.</summary>
    public required int Trial { get; init; }

    /// <summary>The attempt that kept it, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>What the trial evaluates: the study's defaults, replaced by what was suggested, replaced by what is fixed.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>The trial's values, once there are any: not yet beside a file that was kept while the trial ran.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>The trial's seed, by the study's.</summary>
    public required long Seed { get; init; }
}
