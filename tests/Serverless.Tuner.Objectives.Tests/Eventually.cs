namespace Serverless.Tuner.Objectives.Tests;

/// <summary>Waits for what other processes bring about.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            if (timeout.IsCancellationRequested) Assert.Fail($"Waited in vain for: {what}.");
            await poll.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
