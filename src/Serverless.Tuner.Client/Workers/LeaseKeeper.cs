namespace Serverless.Tuner.Client;

/// <summary>Shows, for as long as a worker has a trial, that it lives: whenever a third of the lease has passed without a call.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private const int Parts = 3;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public LeaseKeeper(HeldTrial trial, TimeSpan lease, TimeProvider time) => _loop = KeepAsync(trial, lease / Parts, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task KeepAsync(HeldTrial trial, TimeSpan interval, TimeProvider time)
    {
        try
        {
            while (trial.Ended is null)
            {
                var wait = interval - trial.SinceLastCall;
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, _stop.Token);
                else await trial.BeatAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The trial has been told, or given up.
        }
    }
}
