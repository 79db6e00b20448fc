namespace Serverless.Tuner.Core.Studies;

/// <summary>Tells whether two specs ask for the same study, however they say it.</summary>
public interface ISpecComparison
{
    /// <summary>What another spec asks for that a study does not, but for more trials: each field with both values. None: it is the
    /// same study. Of environment variables only the names are told, for their values may be secret.</summary>
    IReadOnlyList<FieldError> Differences(StudySpec study, StudySpec other);
}
