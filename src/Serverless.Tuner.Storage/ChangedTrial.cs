namespace Serverless.Tuner.Storage;

/// <summary>A trial that an advance changes.</summary>
/// <param name="Trial">The trial as it is to be.</param>
/// <param name="Row">Its row.</param>
/// <param name="ETag">The version of the row that it was computed from.</param>
internal sealed record ChangedTrial(Trial Trial, TableEntity Row, ETag ETag)
{
    public ChangedTrial(StudyName study, Trial trial, ETag etag)
        : this(trial, TrialRow.ToEntity(study, trial), etag)
    {
    }

    /// <summary>What it takes of a transaction.</summary>
    public long Bytes { get; } = LongText.BytesSent(Row);
}
