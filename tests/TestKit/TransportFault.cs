namespace Serverless.Tuner.TestKit;

/// <summary>What a network can do to a request.</summary>
public enum TransportFault
{
    None,

    /// <summary>The service answers 503 and has done nothing.</summary>
    Unavailable,

    /// <summary>The service has done what it was asked to, but the connection is cut before its answer arrives.</summary>
    AnswerLost,

    /// <summary>The connection is cut before the service hears of the request.</summary>
    NotSent,
}
