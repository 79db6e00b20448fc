using DurableTask.Core.History;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>One step of an orchestrator, as DurableTask.Core writes it into a history.</summary>
/// <param name="Arrived">The events that the step was made for; the first says when.</param>
/// <param name="Asked">What the orchestrator asked for: the events by which Core remembers that.</param>
internal sealed record GoldenStep(IReadOnlyList<HistoryEvent> Arrived, IReadOnlyList<HistoryEvent> Asked)
{
    public DateTime Time => Arrived[0].Timestamp;
}
