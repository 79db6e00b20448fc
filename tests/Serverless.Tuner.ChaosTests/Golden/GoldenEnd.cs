using System.Text.Json.Serialization;
using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>How a generation ended; nothing of it is given when it goes on.</summary>
/// <param name="Completed">Its output.</param>
/// <param name="ContinuedAsNew">The next generation's input.</param>
/// <param name="Carried">The events that the next generation gets.</param>
/// <param name="Failed">The message with which it failed.</param>
internal sealed record GoldenEnd(
    [property: JsonConverter(typeof(PayloadConverter))] string? Completed = null,
    [property: JsonConverter(typeof(PayloadConverter))] string? ContinuedAsNew = null,
    IReadOnlyList<HistoryEvent>? Carried = null,
    string? Failed = null)
{
    public static GoldenEnd Of(OrchestrationOutcome? outcome) => outcome switch
    {
        OrchestrationOutcome.Completed completed => new(Completed: completed.Output),
        OrchestrationOutcome.ContinuedAsNew renewed => new(ContinuedAsNew: renewed.Input, Carried: renewed.Carried.Count > 0 ? renewed.Carried : null),
        OrchestrationOutcome.Failed failed => new(Failed: failed.Failure.Message),
        _ => new(),
    };

    public OrchestrationOutcome? ToOutcome() => this switch
    {
        { Completed: { } output } => new OrchestrationOutcome.Completed(output),
        { ContinuedAsNew: { } input } => new OrchestrationOutcome.ContinuedAsNew(input, Carried ?? []),
        { Failed: { } message } => new OrchestrationOutcome.Failed(new FailureRecord("", message)),
        _ => null,
    };
}
