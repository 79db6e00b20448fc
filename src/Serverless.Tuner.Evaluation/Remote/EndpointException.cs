namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>An endpoint that has answered with an error; another attempt may succeed.</summary>
/// <param name="message">How it answered.</param>
internal sealed class EndpointException(string message) : Exception(message);
