using DurableTask.Core;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Runs the app's orchestrators and activities on DurableTask.Core, whenever this host is to.</summary>
internal sealed class DurableEngine : IDisposable
{
    private readonly TaskHubWorker _worker;
    private readonly ActivityDispatcher _activities;
    private readonly ILogger<DurableEngine> _logger;
    private bool _isRunning;

    public DurableEngine(
        IOrchestrationService service,
        OrchestratorCatalog orchestrators,
        OrchestratorSteps steps,
        ActivityDispatcher activities,
        ILoggerFactory loggers)
    {
        _activities = activities;
        _logger = loggers.CreateLogger<DurableEngine>();
        _worker = new(service, orchestrators, activities, loggers) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        _worker.AddOrchestrationDispatcherMiddleware(steps.MakeAsync);
    }

    public async Task StartAsync()
    {
        if (_isRunning)
            return;
        await _worker.orchestrationService.CreateIfNotExistsAsync();
        await _worker.StartAsync();
        _isRunning = true;
        _logger.EngineStarted();
    }

    /// <summary>Starts nothing more; activities that run come to their end.</summary>
    public async Task LetGoAsync()
    {
        if (!_isRunning)
            return;
        _isRunning = false;

        // Core's own graceful stop looks once a second whether everything has ended. A step that is cut off here has changed nothing.
        await _worker.StopAsync(isForced: true);
    }

    /// <summary>Ends: starts nothing more, asks running activities to stop, and waits for them that long.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await LetGoAsync();
        try
        {
            await _activities.StopAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            // What they do from now on is lost.
        }
    }

    public void Dispose() => _worker.Dispose();
}
