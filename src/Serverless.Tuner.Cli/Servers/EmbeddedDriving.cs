using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Drives studies on an embedded host: runs its orchestrations and timers, and watches for requests to servers that only answer. Where
/// orchestrations live in the storage they run on every host anyway; then this is about the timers and requests alone.
/// </summary>
internal sealed class EmbeddedDriving : IDriving
{
    private readonly EmbeddedFunctionHost _host;
    private readonly StudyStarter _starter;
    private readonly StudyRestarter _restarter;
    private readonly StudyWatch _watch;
    private CancellationTokenSource _watched = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>The host only answers until this begins, unless it shares its orchestrations with others.</summary>
    public EmbeddedDriving(EmbeddedFunctionHost host, bool isShared, bool isStorageOwn)
    {
        _host = host;
        IsShared = isShared;
        IsStorageOwn = isStorageOwn && !isShared;
        _starter = host.Services.GetRequiredService<StudyStarter>();
        _starter.Drives = isShared;
        _restarter = ActivatorUtilities.CreateInstance<StudyRestarter>(host.Services);
        _watch = ActivatorUtilities.CreateInstance<StudyWatch>(host.Services, host.Services.GetRequiredService<DurableTaskClient>());
        _watch.IsAlone = IsStorageOwn;
    }

    public bool IsShared { get; }

    /// <summary>Whether the storage ends with this process, and no other host is expected there.</summary>
    public bool IsStorageOwn { get; }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (IsShared) await _host.StartTimersAsync();
        else await BeginAloneAsync(cancellationToken);
        _watched = new();
        _watching = _watch.RunAsync(_watched.Token);
    }

    public async Task EndAsync()
    {
        _starter.Drives = IsShared;
        await StopWatchingAsync();
        if (IsShared) await _host.StopTimersAsync();
        else await _host.StopDrivingAsync();
    }

    /// <summary>Gives every running study a new run, which needs nothing but its rows.</summary>
    public Task RestartAllAsync(CancellationToken cancellationToken) => _restarter.RestartAllAsync(cancellationToken);

    /// <summary>Stops watching for requests to other servers: the host is about to end.</summary>
    public async Task StopWatchingAsync()
    {
        await _watched.CancelAsync();
        await _watching;
    }

    private async Task BeginAloneAsync(CancellationToken cancellationToken)
    {
        await _host.StartDrivingAsync(cancellationToken);
        _starter.Drives = true;
        await _restarter.RestartAllAsync(cancellationToken);
    }
}
