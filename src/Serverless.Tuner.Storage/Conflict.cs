using Azure;

namespace Serverless.Tuner.Storage;

/// <summary>Somebody else has written since we read: read again, wait a little, try again.</summary>
internal static class Conflict
{
    /// <summary>How often a write is tried before it gives up; with the waits below about half a minute.</summary>
    public const int MaxTries = 30;

    /// <summary>Whether a write failed for somebody else's write, or for our own whose answer was lost.</summary>
    public static bool IsConflict(RequestFailedException e) => e.Status is 409 or 412;

    /// <summary>Waits with jitter: the clock's last bits are as random as concurrent writers need.</summary>
    public static Task WaitAsync(int tries, TimeProvider time, CancellationToken cancellationToken)
    {
        if (tries == 0) return Task.CompletedTask;
        var most = Math.Min(1 << Math.Min(tries, 10), 1_000);
        var jitter = (time.GetTimestamp() & 0xFFFF) / (double)0x10000;
        return Task.Delay(TimeSpan.FromMilliseconds(most * (0.5 + (jitter / 2))), time, cancellationToken);
    }
}
