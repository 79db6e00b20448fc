namespace Serverless.Tuner.TestKit;

/// <summary>What a network can do to a request.</summary>
public enum TransportFault
{
    None,

    /// <summary>The service answers 503 and has done nothing.</summary>
    Unavailable,

    /// <summary>The service has done what it was asked to, but the connection is cut before its answer arrives.</summary>
    AnswerLost,

    /// <summary>The service has done what it was asked to, but the connection is cut in the middle of its answer.</summary>
    AnswerBroken,

    /// <summary>The service has done what it was asked to, but its answer takes longer than the client waits.</summary>
    AnswerLate,

    /// <summary>
    /// The service answers 500 and has done nothing; of a transaction it says so inside an answer that accepts the whole, which the client
    /// does not repeat by itself.
    /// </summary>
    ActionTimedOut,

    /// <summary>The connection is cut before the service hears of the request.</summary>
    NotSent,
}
