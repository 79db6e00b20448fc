namespace Serverless.Tuner.Objectives;

/// <summary>An evaluation that fails and would fail again: the trial is <c>Failed</c> with this message, without another attempt.</summary>
public sealed class ObjectiveException : Exception
{
    /// <summary>Says what went wrong, in a sentence for the study's owner.</summary>
    public ObjectiveException(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong, and what caused it.</summary>
    public ObjectiveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
