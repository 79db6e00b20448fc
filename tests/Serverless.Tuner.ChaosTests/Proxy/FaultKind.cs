namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>What can happen to a request on its way to the storage and back.</summary>
internal enum FaultKind
{
    None,

    /// <summary>The proxy answers in the storage's place, which hears nothing of the request.</summary>
    Answered,

    /// <summary>The connection is cut before the storage hears of the request.</summary>
    CutBefore,

    /// <summary>The storage has done what it was asked to; the connection is cut before its answer arrives.</summary>
    CutAfter,

    /// <summary>The storage has done what it was asked to; the connection is cut in the middle of its answer.</summary>
    CutWithin,

    /// <summary>A guarded write is refused with 412, as if somebody else had written; nobody has.</summary>
    FalseConflict,

    /// <summary>Somebody else writes the guarded row first, leaving its contents as they were, so that its ETag no longer holds.</summary>
    TrueConflict,
}
