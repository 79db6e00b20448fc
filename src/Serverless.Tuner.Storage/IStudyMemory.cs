namespace Serverless.Tuner.Storage;

/// <summary>
/// What another room remembers of a study in this process: it is forgotten
/// with all else that is remembered of the study, when memory is short
/// or the study is gone, and counts towards the memory that studies may take.
/// </summary>
public interface IStudyMemory
{
    /// <summary>About how much memory it takes.</summary>
    long Bytes { get; }
}
