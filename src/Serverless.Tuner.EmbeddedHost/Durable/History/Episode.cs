using System.Text.Json;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>One step of an orchestration: the events that arrived together, and what the orchestrator then asked for.</summary>
/// <param name="Number">Its place in its generation; the first is 1, and 0 holds events carried over by continue-as-new.</param>
/// <param name="Time">The orchestration's clock during the step, UTC.</param>
/// <param name="Events">What arrived, in the order in which it was delivered.</param>
/// <param name="Actions">What the orchestrator asked for, in order.</param>
internal sealed record Episode(
    int Number,
    DateTime Time,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<OrchestrationAction> Actions)
{
    public string ToJson() => JsonSerializer.Serialize(this, HistoryJson.Compact.Episode);

    public static Episode FromJson(string json) => JsonSerializer.Deserialize(json, HistoryJson.Compact.Episode)
        ?? throw new InvalidDataException("The history holds an empty episode.");
}
