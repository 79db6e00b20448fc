namespace Serverless.Tuner.Storage;

/// <summary>What a worker learns when it writes to its trial.</summary>
public enum LeaseState
{
    /// <summary>It still holds the trial.</summary>
    Held,

    /// <summary>Another worker has taken over, or the study is gone: its result no longer counts.</summary>
    Lost,

    /// <summary>The worker's calls also arrive at another process, which has written to the trial since:
    /// nothing was written here, and the lease is to be taken up again.</summary>
    Behind,
}
