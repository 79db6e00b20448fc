namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>What is done to one request.</summary>
internal sealed record Fault(FaultKind Kind)
{
    public static readonly Fault None = new(FaultKind.None);

    public static readonly Fault CutBefore = new(FaultKind.CutBefore);

    public static readonly Fault CutAfter = new(FaultKind.CutAfter);

    public static readonly Fault CutWithin = new(FaultKind.CutWithin);

    public static readonly Fault FalseConflict = new(FaultKind.FalseConflict);

    public static readonly Fault TrueConflict = new(FaultKind.TrueConflict);

    /// <summary>The status that the proxy answers with.</summary>
    public int Status { get; init; }

    /// <summary>Whether a batch as such is accepted and one of its actions
    /// answered so, which the client does not repeat by itself.</summary>
    public bool IsOfAction { get; init; }

    /// <summary>The whole seconds of a <c>Retry-After</c> header; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What the request waits before anything else happens to it.</summary>
    public TimeSpan Latency { get; init; }

    public static Fault Answer(int status, int? retryAfterSeconds = null) =>
        new(FaultKind.Answered) { Status = status, RetryAfterSeconds = retryAfterSeconds, IsOfAction = status is 404 or 409 or 412 };

    /// <summary>An answer about one of a batch's actions; about the whole of any other request.</summary>
    public static Fault AnswerOfAction(int status) => Answer(status) with { IsOfAction = true };
}
