namespace Serverless.Tuner.Storage;

/// <summary>What a worker learns when it writes to its trial.</summary>
public enum LeaseState
{
    /// <summary>It still holds the trial.</summary>
    Held,

    /// <summary>Another worker has taken over, or the study is gone: its result no longer counts.</summary>
    Lost,
}
