namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>Whether a call-back counts.</summary>
public enum CallbackReplyKind
{
    /// <summary>It counts, or did when it came before.</summary>
    Accepted,

    /// <summary>A report counts, and the trial has ended with it.</summary>
    Pruned,

    /// <summary>There is no such trial.</summary>
    NotFound,

    /// <summary>It does not carry the token of the attempt.</summary>
    NoToken,

    /// <summary>It is not signed as its study wants it to be.</summary>
    NotSigned,

    /// <summary>It is of an earlier attempt, or the trial has ended.</summary>
    Late,

    /// <summary>Its study does not take what it reports.</summary>
    Invalid,
}
