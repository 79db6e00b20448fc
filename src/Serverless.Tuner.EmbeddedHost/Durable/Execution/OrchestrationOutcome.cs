using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>How a generation of an orchestration ended.</summary>
internal abstract record OrchestrationOutcome
{
    /// <summary>Whether another run came to the same end; of failures only that they are one.</summary>
    public bool IsSameAs(OrchestrationOutcome? other) => (this, other) switch
    {
        (Completed one, Completed two) => one.Output == two.Output,
        (ContinuedAsNew one, ContinuedAsNew two) => one.Input == two.Input && one.Carried.SequenceEqual(two.Carried),
        (Failed, Failed) => true,
        _ => false,
    };

    internal sealed record Completed(string? Output) : OrchestrationOutcome;

    internal sealed record Failed(FailureRecord Failure) : OrchestrationOutcome;

    /// <summary>It goes on with a new history.</summary>
    /// <param name="Input">The next generation's input.</param>
    /// <param name="Carried">Events that nobody has waited for yet.</param>
    internal sealed record ContinuedAsNew(string? Input, IReadOnlyList<HistoryEvent> Carried) : OrchestrationOutcome;
}
