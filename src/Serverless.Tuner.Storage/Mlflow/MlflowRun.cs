namespace Serverless.Tuner.Storage;

/// <summary>A trial's run on an MLflow server, as a row <c>mlflow|0000000012</c> of its study's partition. It is written before the run is
/// created: whoever finds it without the run's identifier looks for the run before creating one.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="TrialCreatedAt">When the trial was created: a row that a deletion of the study has missed is of another trial.</param>
public sealed record MlflowRun(int Trial, DateTimeOffset TrialCreatedAt)
{
    /// <summary>The column of <see cref="IsDoubtful"/>, for queries.</summary>
    internal const string Doubtful = "Doubtful";

    /// <summary>The run's identifier; null until it is known.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether it was asked to be created without an answer: there may be a second one, which is to be deleted.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Whether the server has all that the trial came to.</summary>
    public bool IsSent { get; init; }

    /// <summary>Why the server does not take it; null when it does.</summary>
    public string? Error { get; init; }

    internal TableEntity ToEntity(StudyName study)
    {
        var entity = new TableEntity(study, StudyKeys.Mlflow(Trial)) { ["TrialCreatedAt"] = TrialCreatedAt, ["Sent"] = IsSent };
        if (RunId is not null) entity["RunId"] = RunId;
        if (IsDoubtful) entity[Doubtful] = true;
        if (Error is not null) entity["Error"] = Error;
        return entity;
    }

    internal static MlflowRun FromEntity(TableEntity entity) =>
        new(StudyKeys.NumberOf(entity.RowKey), entity.GetDateTimeOffset("TrialCreatedAt") ?? default)
        {
            RunId = entity.GetString("RunId"),
            IsDoubtful = entity.GetBoolean(Doubtful) ?? false,
            IsSent = entity.GetBoolean("Sent") ?? false,
            Error = entity.GetString("Error"),
        };
}
