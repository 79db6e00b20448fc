using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Drives studies on an embedded host: its orchestrations and timers run, and it sees what servers that only answer were asked for.</summary>
internal sealed class EmbeddedDriving : IDriving
{
    private readonly EmbeddedFunctionHost _host;
    private readonly StudyStarter _starter;
    private readonly StudyRestarter _restarter;
    private readonly StudyWatch _watch;
    private CancellationTokenSource _watched = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>The host only answers until this begins.</summary>
    public EmbeddedDriving(EmbeddedFunctionHost host)
    {
        _host = host;
        _starter = host.Services.GetRequiredService<StudyStarter>();
        _starter.Drives = false;
        _restarter = ActivatorUtilities.CreateInstance<StudyRestarter>(host.Services);
        _watch = ActivatorUtilities.CreateInstance<StudyWatch>(host.Services, host.Services.GetRequiredService<DurableTaskClient>());
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _host.StartDrivingAsync(cancellationToken);
        _starter.Drives = true;
        await _restarter.RestartAllAsync(cancellationToken);
        _watched = new();
        _watching = _watch.RunAsync(_watched.Token);
    }

    public async Task EndAsync()
    {
        _starter.Drives = false;
        await StopWatchingAsync();
        await _host.StopDrivingAsync();
    }

    /// <summary>Looks no longer at what others were asked for: the host is about to end.</summary>
    public async Task StopWatchingAsync()
    {
        await _watched.CancelAsync();
        await _watching;
    }
}
