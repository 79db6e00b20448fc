namespace Serverless.Tuner.Storage;

/// <summary>A study is not what the request to change it says that it must be: it was not changed.</summary>
public sealed class StudyChangedException : Exception
{
    internal StudyChangedException(StudyName name)
        : base($"Study '{name}' has changed since it was read.")
    {
    }
}
