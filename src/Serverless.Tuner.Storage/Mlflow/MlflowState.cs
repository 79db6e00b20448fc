namespace Serverless.Tuner.Storage;

/// <summary>How far a study's trials are runs of an MLflow server, as the row <c>mlflow</c> of its partition. The study's own row is not
/// written for it: advances do not have to wait for what is sent.</summary>
/// <param name="StudyId">The study: a row that a deletion has missed is of another one.</param>
public sealed record MlflowState(Guid StudyId)
{
    /// <summary>Who is sending: a name that no other pass has; null while nobody is.</summary>
    public string? Pass { get; init; }

    /// <summary>The host that is sending.</summary>
    public string? Host { get; init; }

    /// <summary>When others may send, unless whoever is sending says so again before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How often the row was written: tells whoever wrote it without an answer that it was.</summary>
    public int Writes { get; init; }

    /// <summary>The experiment's identifier; null until it is known.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>Whether the study's own run was asked to be created.</summary>
    public bool IsCreating { get; init; }

    /// <summary>Whether that was asked without an answer: there may be a second one.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The identifier of the study's own run; null until it is known.</summary>
    public string? RunId { get; init; }

    /// <summary>Every trial below this number was sent, or refused.</summary>
    public int Next { get; init; }

    /// <summary>The lowest trial that the server has refused; null for none.</summary>
    public int? FirstRefused { get; init; }

    /// <summary>How many trials were sent.</summary>
    public int Sent { get; init; }

    /// <summary>How many files were left out.</summary>
    public int FilesLeftOut { get; init; }

    /// <summary>The trials whose runs say that they are the best.</summary>
    public IReadOnlyList<int> Best { get; init; } = [];

    /// <summary>Whether the study's run has the best parameters: MLflow never changes a parameter.</summary>
    public bool HasParameters { get; init; }

    /// <summary>The run of the study's orchestration at whose end the refused trials were sent once more.</summary>
    public string? RetriedRun { get; init; }

    /// <summary>The run of the study's orchestration whose end was told, or given up.</summary>
    public string? FinishedRun { get; init; }

    /// <summary>How many times in a row the server did not answer.</summary>
    public int Failures { get; init; }

    /// <summary>Since when it does not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When it is to be tried again.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? Error { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? ErrorAt { get; init; }

    /// <summary>Whether nothing more is to be sent of a study.</summary>
    public bool IsDone(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return study.State == StudyState.Ended && FinishedRun == study.Run;
    }

    internal TableEntity ToEntity(StudyName study)
    {
        var entity = new TableEntity(study, StudyKeys.MlflowRow);
        LongText.PutJson(entity, "State", this);
        return entity;
    }

    internal static MlflowState? FromEntity(TableEntity entity) => LongText.GetJson<MlflowState>(entity, "State");
}
