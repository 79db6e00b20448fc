using DurableTask.Core.Command;
using DurableTask.Core.History;
using Serverless.Tuner.EmbeddedHost.Durable;

namespace Serverless.Tuner.ChaosTests.Studies;

/// <summary>How long one generation of an orchestration's history became; only numbers, for it is measured beside it.</summary>
internal sealed class HistoryTally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _actions = new(StringComparer.Ordinal);
    private int _steps;

    /// <summary>What arrived and what was asked for.</summary>
    public int Events { get; private set; }

    /// <summary>Core also writes down at each step that the orchestrator began and that it ended.</summary>
    public int DurableEvents => Events + (2 * _steps);

    public void Add(RecordedStep step)
    {
        lock (_lock)
        {
            _steps++;
            Events += step.Arrived.Count(e => e is not (OrchestratorStartedEvent or OrchestratorCompletedEvent)) + step.Actions.Count;
            foreach (var name in step.Actions.Select(a => (a as ScheduleTaskOrchestratorAction)?.Name ?? $"{a.OrchestratorActionType}"))
                _actions[name] = _actions.GetValueOrDefault(name) + 1;
        }
    }

    public override string ToString() =>
        $"{Events} events, {DurableEvents} as Core counts them ({string.Join(", ", _actions.Select(a => $"{a.Value} {a.Key}"))})";
}
