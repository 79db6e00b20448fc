using System.Text.Json.Serialization;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>What an orchestration did from its start, or from one continue-as-new, to the next.</summary>
internal sealed record GoldenGeneration(
    int Number,
    [property: JsonConverter(typeof(PayloadConverter))] string? Input,
    IReadOnlyList<HistoryEvent> Carried,
    IReadOnlyList<Episode> Steps,
    GoldenEnd End)
{
    /// <summary>How many events the history had: what arrived and what was asked for.</summary>
    public int Events => Carried.Count + Steps.Sum(s => s.Events.Count + s.Actions.Count);
}
