namespace Serverless.Tuner.Storage;

/// <summary>Another writer has changed a row since it was read: what to do is to read it again, wait a little, and try again.</summary>
internal static class Conflict
{
    /// <summary>How often a write is tried before it gives up; with the waits below about half a minute.</summary>
    public const int MaxTries = 30;

    /// <summary>Whether a write failed because of another writer's, or of its own first try whose answer was lost.</summary>
    public static bool IsConflict(RequestFailedException e) => e.Status is 409 or 412;

    /// <summary>Waits with jitter, for which the last bits of the clock are random enough.</summary>
    public static Task WaitAsync(int tries, TimeProvider time, CancellationToken cancellationToken)
    {
        if (tries == 0) return Task.CompletedTask;
        var most = Math.Min(1 << Math.Min(tries, 10), 1_000);
        var jitter = (time.GetTimestamp() & 0xFFFF) / (double)0x10000;
        return Task.Delay(TimeSpan.FromMilliseconds(most * (0.5 + (jitter / 2))), time, cancellationToken);
    }
}
