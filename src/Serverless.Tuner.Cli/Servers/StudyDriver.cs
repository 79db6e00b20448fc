using Microsoft.Extensions.Logging;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Drives the studies of a storage while this server holds its
/// lease: of several servers on one storage, one at a time does.</summary>
internal sealed class StudyDriver(HostLease lease, IDriving driving, Action<string> say, TimeProvider time, ILogger<StudyDriver> logger)
    : IAsyncDisposable
{
    /// <summary>How often a server asks for a lease that it does not hold.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private string Begins => driving.IsShared ? "This server fires the timers now." : "This server drives the studies now.";

    private const string Unreachable = "The storage does not answer: this server drives no studies until it does.";

    private readonly CancellationTokenSource _stopping = new();
    private Task _turns = Task.CompletedTask;
    private bool _isDriving;
    private string? _said;

    /// <summary>Takes the first turn, and from then on each turn when it is due.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var next = await TurnAsync(cancellationToken);
        _turns = RunAsync(next, _stopping.Token);
    }

    /// <summary>Takes or renews the lease, and begins or ends to drive accordingly.</summary>
    /// <returns>When the next turn is due.</returns>
    public async Task<TimeSpan> TurnAsync(CancellationToken stopping)
    {
        var answer = await AskAsync(stopping);
        if (answer == LeaseAnswer.Held)
        {
            if (!_isDriving) await BeginAsync(stopping);
            return lease.RenewAfter;
        }

        // Without an answer no other server can have taken it before its time is up.
        if (_isDriving && answer == LeaseAnswer.None && lease.Left is var left && left > TimeSpan.Zero)
            return left < LookInterval ? left : LookInterval;

        if (_isDriving)
        {
            _isDriving = false;
            await driving.EndAsync();
        }

        if (answer == LeaseAnswer.None) Say(Unreachable);
        else if (lease.Other is { } other) Say(OfAnother(other));
        return LookInterval;
    }

    /// <summary>Takes no further turns. If this server drives, the caller ends that, and gives the lease back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _turns;
        _stopping.Dispose();
    }

    private async Task RunAsync(TimeSpan next, CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(next, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested) return;
            try
            {
                next = await TurnAsync(stopping);
            }
            catch (Exception e)
            {
                if (!stopping.IsCancellationRequested) Logs.CannotDrive(logger, e);
                next = HostLease.RenewInterval;
            }
        }
    }

    private async Task<LeaseAnswer> AskAsync(CancellationToken stopping)
    {
        // A process that was suspended may find its time up and still hold the lease.
        var most = _isDriving ? lease.Left : HostLease.RenewInterval;
        using var patience = new CancellationTokenSource(most > LookInterval ? most : LookInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            return await lease.TryHoldAsync(either.Token) ? LeaseAnswer.Held : LeaseAnswer.NotHeld;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Logs.LeaseUnknown(logger, e);
            return LeaseAnswer.None;
        }
    }

    private async Task BeginAsync(CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(lease.Left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            await driving.BeginAsync(either.Token);
        }
        catch
        {
            await driving.EndAsync();
            throw;
        }

        _isDriving = true;
        if (_said is not null) say(Begins);
        _said = null;
    }

    private string OfAnother(HostLeaseHolder other) => driving.IsShared
        ? $"Another server ({other.Machine}, process {other.Process}) fires the timers; this one drives the studies together with it."
        : $"Another server ({other.Machine}, process {other.Process}) drives the studies on this storage; this one only answers.";

    private void Say(string line)
    {
        if (line != _said) say(line);
        _said = line;
    }

    /// <summary>What the storage answered to the request for the lease.</summary>
    private enum LeaseAnswer
    {
        None,
        Held,
        NotHeld,
    }
}
