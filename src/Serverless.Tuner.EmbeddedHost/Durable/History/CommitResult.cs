namespace Serverless.Tuner.EmbeddedHost.Durable.History;

internal enum CommitResult
{
    /// <summary>The step is on record.</summary>
    Committed,

    /// <summary>Another writer was there first: what is in memory is out of date.</summary>
    Fenced,

    /// <summary>The step is larger than the storage takes.</summary>
    TooLarge,
}
