namespace Serverless.Tuner.Storage;

/// <summary>What came of writing an advance.</summary>
internal enum AdvanceCommit
{
    /// <summary>The advance is in the table.</summary>
    Written,

    /// <summary>Another writer has changed the study since it was read.</summary>
    Conflict,

    /// <summary>The study was deleted.</summary>
    Gone,
}
