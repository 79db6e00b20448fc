namespace Serverless.Tuner.Storage;

/// <summary>Which studies a list has.</summary>
public sealed record StudyFilter
{
    /// <summary>Only those in this state; null for all.</summary>
    public StudyState? State { get; init; }

    /// <summary>Only those with each of these tags.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Whether a list has a study.</summary>
    internal bool Takes(StudyOutline study) => (State is null || study.State == State) && StudyTags.HasAll(study.Tags, Tags);
}
