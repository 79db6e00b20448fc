namespace Serverless.Tuner.Outbound;

/// <summary>A call without a usable answer; another may have one.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="innerException">What caused it.</param>
public sealed class OutboundException(string message, Exception? innerException = null) : Exception(message, innerException);
