namespace Serverless.Tuner.EmbeddedHost;

/// <summary>An orchestrator, run again over its own history, did not ask for what it had asked for before.</summary>
public sealed class NonDeterministicOrchestrationException : Exception
{
    /// <summary>Creates the exception without saying where the two runs part.</summary>
    public NonDeterministicOrchestrationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Where the two runs part.</param>
    public NonDeterministicOrchestrationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Where the two runs part.</param>
    /// <param name="innerException">What revealed it.</param>
    public NonDeterministicOrchestrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
