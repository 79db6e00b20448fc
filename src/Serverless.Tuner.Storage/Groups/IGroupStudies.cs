namespace Serverless.Tuner.Storage;

/// <summary>The rows of studies, as far as the sweep of a group needs them.</summary>
internal interface IGroupStudies
{
    /// <summary>The study of a name, also one that is marked as being deleted; null when there is none.</summary>
    Task<(Study Study, bool IsMarked)?> ReadMarkedAsync(StudyName name, CancellationToken cancellationToken);

    /// <summary>Changes a study's row, on the version that was read for it.</summary>
    Task<Study?> ChangeAsync(StudyName name, Func<Study, Study?> change, CancellationToken cancellationToken);
}
