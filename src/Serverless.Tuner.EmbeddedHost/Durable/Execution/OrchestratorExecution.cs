using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>One generation of an orchestration in memory: fed with events, it answers with what the orchestrator asks for.</summary>
internal sealed class OrchestratorExecution
{
    private readonly OrchestratorSynchronizationContext _thread;
    private readonly EmbeddedOrchestrationContext _context;
    private readonly Func<TaskOrchestrationContext, Task<object?>> _body;
    private readonly DataConverter _converter;
    private Task<object?>? _run;

    /// <param name="identity">Which instance, and its input.</param>
    /// <param name="body">The orchestrator function.</param>
    /// <param name="converter">JSON in and out.</param>
    /// <param name="loggers">Where replay-safe loggers write.</param>
    /// <param name="intruded">Called from a foreign thread when the orchestrator awaited something that is not durable.</param>
    public OrchestratorExecution(
        OrchestrationIdentity identity,
        Func<TaskOrchestrationContext, Task<object?>> body,
        DataConverter converter,
        ILoggerFactory loggers,
        Action<OrchestratorExecution> intruded)
    {
        _body = body;
        _converter = converter;
        _thread = new(() => intruded(this));
        _context = new(identity, _thread, converter, loggers);
    }

    /// <summary>How it ended, or null while it goes on.</summary>
    public OrchestrationOutcome? Outcome { get; private set; }

    /// <summary>What is not answered yet, in the order in which it was asked for.</summary>
    public IEnumerable<OrchestrationAction> Open => _context.Open;

    /// <summary>The custom status to store, given the one that is stored.</summary>
    public string? CustomStatus(string? stored) => _context.HasCustomStatus ? _context.CustomStatus : stored;

    /// <summary>Whether an event still means anything to the orchestrator.</summary>
    public bool Expects(HistoryEvent arrived) => arrived.Kind switch
    {
        HistoryEventKind.Started => _run is null,
        HistoryEventKind.EventRaised => true,
        _ => _context.IsOpen(arrived.TaskId),
    };

    public bool IsOpen(int taskId) => _context.IsOpen(taskId);

    /// <summary>Delivers one event and runs the orchestrator until it waits again; answers with what it asked for meanwhile.</summary>
    public IReadOnlyList<OrchestrationAction> Deliver(HistoryEvent arrived, DateTime time, bool replaying)
    {
        if (Outcome is not null)
            return [];
        _context.Advance(time, replaying);
        try
        {
            _thread.Run(() =>
            {
                if (arrived.Kind == HistoryEventKind.Started)
                    _run ??= StartAsync();
                else
                    _context.Deliver(arrived);
            });
            Outcome = OutcomeOf(_run);
        }
        catch (Exception exception)
        {
            // From an async void, or from a callback: it belongs to the orchestrator all the same.
            Outcome = new OrchestrationOutcome.Failed(FailureRecord.From(exception));
        }

        return _context.TakeAsked();
    }

    /// <summary>Delivers a recorded step again.</summary>
    /// <param name="episode">The step.</param>
    /// <param name="end">How the generation ended with it; null when it went on.</param>
    /// <exception cref="NonDeterministicOrchestrationException">The orchestrator asks for something else than is on record.</exception>
    public void Replay(Episode episode, OrchestrationOutcome? end = null)
    {
        var asked = new List<OrchestrationAction>(episode.Actions.Count);
        foreach (var arrived in episode.Events)
        {
            if (!Expects(arrived))
                throw Diverged(episode, $"nothing waits for {arrived.Kind} #{arrived.TaskId} any more");
            asked.AddRange(Deliver(arrived, episode.Time, replaying: true));
        }

        for (var index = 0; index < Math.Max(asked.Count, episode.Actions.Count); index++)
        {
            var now = index < asked.Count ? asked[index] : null;
            var then = index < episode.Actions.Count ? episode.Actions[index] : null;
            if (now != then)
                throw Diverged(episode, $"on record is {Describe(then)}, it now asks for {Describe(now)}");
        }

        if (Outcome is OrchestrationOutcome.Failed failed && end is not OrchestrationOutcome.Failed)
            throw Diverged(episode, $"it now fails with {failed.Failure.Type}: {failed.Failure.Message}");
        if (Outcome is not null && end is null)
            throw Diverged(episode, "it now ends there");
        if (end is not null && !end.IsSameAs(Outcome))
            throw Diverged(episode, $"on record is the end {end}, it now has {Outcome?.ToString() ?? "none"}");

        static string Describe(OrchestrationAction? action) => action is null
            ? "nothing"
            : action.Data is { Length: > 0 } data ? $"{action} with {(data.Length > 200 ? data[..200] + "…" : data)}" : action.ToString();
    }

    /// <summary>Ends it from outside, as if the orchestrator had thrown.</summary>
    public void Fail(Exception exception) => Outcome ??= new OrchestrationOutcome.Failed(FailureRecord.From(exception));

    private static NonDeterministicOrchestrationException Diverged(Episode episode, string how) => new(
        $"The orchestrator does not repeat its history: at step {episode.Number} {how}. An orchestrator may depend only on its "
        + "input, its context and what its tasks return.");

    private async Task<object?> StartAsync() => await _body(_context);

    private OrchestrationOutcome? OutcomeOf(Task<object?>? run)
    {
        if (run is not { IsCompleted: true })
            return null;
        if (run.IsFaulted)
            return new OrchestrationOutcome.Failed(FailureRecord.From(run.Exception.InnerException ?? run.Exception));
        if (run.IsCanceled)
            return new OrchestrationOutcome.Failed(new(typeof(TaskCanceledException).ToString(), "A task was canceled."));
        return _context.IsContinuedAsNew
            ? new OrchestrationOutcome.ContinuedAsNew(_context.NextInput, [.. _context.Carried])
            : new OrchestrationOutcome.Completed(_converter.Serialize(run.Result));
    }
}
