using System.Globalization;

namespace Serverless.Tuner.Storage;

/// <summary>A file that a trial keeps.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">The SHA-256 of its content, in hexadecimal digits.</param>
/// <param name="Attempt">The attempt that kept it, from 1.</param>
/// <param name="CreatedAt">When it was kept.</param>
public sealed record Artifact(ArtifactName File, long Bytes, string Sha256, int Attempt, DateTimeOffset CreatedAt)
{
    private const string Sha256Key = "sha256", AttemptKey = "attempt", CreatedKey = "created";

    /// <summary>What its blob holds beside the content.</summary>
    internal Dictionary<string, string> Metadata => new()
    {
        [Sha256Key] = Sha256,
        [AttemptKey] = Attempt.ToString(CultureInfo.InvariantCulture),
        [CreatedKey] = CreatedAt.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>The file that a blob is.</summary>
    internal static Artifact Read(ArtifactName file, long bytes, IDictionary<string, string> metadata) => new(
        file, bytes, metadata[Sha256Key], int.Parse(metadata[AttemptKey], CultureInfo.InvariantCulture),
        DateTimeOffset.Parse(metadata[CreatedKey], CultureInfo.InvariantCulture));

    /// <summary>Where it comes from.</summary>
    public ArtifactView View(Study study, Trial trial) => new()
    {
        File = File.Text,
        Bytes = Bytes,
        Sha256 = Sha256,
        ContentType = File.ContentType,
        CreatedAt = CreatedAt,
        Study = study.Name,
        StudyId = study.Id,
        Trial = trial.Number,
        Attempt = Attempt,
        Parameters = EvaluatedPoint.Of(study.Spec, trial.Parameters),
        Values = trial.Outcome.Values,
        Seed = TrialSeed.Of(study.Spec, trial.Number),
    };
}
