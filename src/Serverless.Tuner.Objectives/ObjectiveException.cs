namespace Serverless.Tuner.Objectives;

/// <summary>An evaluation that fails and would fail again: the trial is <c>Failed</c> with this message, without another attempt.</summary>
/// <param name="message">What went wrong, in a sentence for the study's owner.</param>
/// <param name="innerException">What caused it.</param>
public sealed class ObjectiveException(string message, Exception? innerException = null) : Exception(message, innerException);
