using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Runs the app's orchestrators and activities on DurableTask.Core, from each start to the next stop.</summary>
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
        if (_worker is not null) return;

        // A new one each time: the loops of a stopped service would go on, take messages of the next start and lose them.
        var service = newService();
        await service.CreateIfNotExistsAsync();
        var worker = new TaskHubWorker(service, orchestrators, activities, loggers)
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        worker.AddOrchestrationDispatcherMiddleware(steps.MakeAsync);
        await worker.StartAsync();
        _worker = worker;
        _logger.EngineStarted();
    }

    /// <summary>Makes the queues and tables of the instances anew where the storage has lost them.</summary>
    public async Task RestoreAsync()
    {
        // The service that runs has made its own, and would not look again.
        if (_worker is not null) await newService().CreateIfNotExistsAsync();
    }

    /// <summary>Starts nothing more; running activities come to their end.</summary>
    public async Task LetGoAsync()
    {
        if (_worker is not { } worker) return;
        _worker = null;

        // A graceful stop polls once a second. A step that is cut off here has changed nothing.
        await worker.StopAsync(isForced: true);
        worker.Dispose();
    }

    /// <summary>Starts nothing more, asks running activities to stop, and waits for them that long.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await LetGoAsync();
        try
        {
            await activities.StopAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            // Their results are lost.
        }
    }
}
