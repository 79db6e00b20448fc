namespace Serverless.Tuner.Contracts;

/// <summary>How far a study's trials are runs of the MLflow server.</summary>
public sealed record MlflowView
{
    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The experiment's identifier there; null until it is known.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>The identifier of the study's own run, below which those of its trials are; null until there is one.</summary>
    public string? RunId { get; init; }

    /// <summary>How many trials are there with all that they came to.</summary>
    public int Sent { get; init; }

    /// <summary>How many trials have ended and are not there yet.</summary>
    public int Unsent { get; init; }

    /// <summary>How many files of trials were left out, because the server keeps files where only its own clients reach them.</summary>
    public int FilesLeftOut { get; init; }

    /// <summary>Whether nothing more is to be sent: the study has ended, and all was sent or given up.</summary>
    public bool Done { get; init; }

    /// <summary>What went wrong last; null when nothing did, or all has arrived since.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was (UTC).</summary>
    public DateTimeOffset? LastErrorAt { get; init; }
}
