using DurableTask.Core;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Runs the app's orchestrators and activities on DurableTask.Core, whenever this host is to.</summary>
internal sealed class DurableEngine(
    Func<IOrchestrationService> newService,
    OrchestratorCatalog orchestrators,
    OrchestratorSteps steps,
    ActivityDispatcher activities,
    ILoggerFactory loggers)
{
    private readonly ILogger<DurableEngine> _logger = loggers.CreateLogger<DurableEngine>();
    private TaskHubWorker? _worker;

    public async Task StartAsync()
    {
        if (_worker is not null)
            return;

        // A new one each time: the loops of one that was stopped would go on in the next start, and lose what they take.
        var service = newService();
        await service.CreateIfNotExistsAsync();
        var worker = new TaskHubWorker(service, orchestrators, activities, loggers) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        worker.AddOrchestrationDispatcherMiddleware(steps.MakeAsync);
        await worker.StartAsync();
        _worker = worker;
        _logger.EngineStarted();
    }

    /// <summary>Starts nothing more; activities that run come to their end.</summary>
    public async Task LetGoAsync()
    {
        if (_worker is not { } worker)
            return;
        _worker = null;

        // Core's own graceful stop looks once a second whether everything has ended. A step that is cut off here has changed nothing.
        await worker.StopAsync(isForced: true);
        worker.Dispose();
    }

    /// <summary>Ends: starts nothing more, asks running activities to stop, and waits for them that long.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await LetGoAsync();
        try
        {
            await activities.StopAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            // What they do from now on is lost.
        }
    }
}
