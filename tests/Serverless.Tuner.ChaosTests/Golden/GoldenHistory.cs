using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>An orchestration as it once ran: everything that reached it, and what it asked for at each step.</summary>
internal sealed record GoldenHistory(string Orchestrator, string InstanceId, IReadOnlyList<GoldenGeneration> Generations)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ShowPayloads } },
    };

    public static GoldenHistory Of(IEnumerable<RecordedStep> steps)
    {
        var generations = new List<GoldenGeneration>();
        IReadOnlyList<HistoryEvent> carried = [];
        RecordedStep? last = null;
        foreach (var generation in steps.GroupBy(s => s.Identity.Generation).OrderBy(g => g.Key))
        {
            last = generation.Last();
            generations.Add(new(last.Identity.Generation, last.Identity.Input, carried, [.. generation.Select(s => WithoutTraces(s.Episode))], GoldenEnd.Of(last.End)));
            carried = (last.End as OrchestrationOutcome.ContinuedAsNew)?.Carried ?? [];
        }

        return new(last!.Identity.Name, last.Identity.InstanceId, generations);
    }

    public static GoldenHistory Parse(string text) => JsonSerializer.Deserialize<GoldenHistory>(text, Json) ?? throw new InvalidDataException("The history is empty.");

    /// <summary>As JSON that can be read: a line for each event and each action.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"orchestrator\": {Line(Orchestrator)},\n  \"instanceId\": {Line(InstanceId)},\n  \"generations\": [\n");
        Append(text, Generations, "    ", (generation, indent) =>
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"number\": {generation.Number}, \"input\": {generation.Input ?? "null"}, \"end\": {Line(generation.End)},\n{indent}\"carried\": [");
            AppendLines(text, generation.Carried, indent);
            text.Append(CultureInfo.InvariantCulture, $"],\n{indent}\"steps\": [\n");
            Append(text, generation.Steps, indent + "  ", (step, deeper) =>
            {
                text.Append(CultureInfo.InvariantCulture, $"{{\"number\": {step.Number}, \"time\": {Line(step.Time)},\n{deeper}\"events\": [");
                AppendLines(text, step.Events, deeper);
                text.Append(CultureInfo.InvariantCulture, $"],\n{deeper}\"actions\": [");
                AppendLines(text, step.Actions, deeper);
                text.Append("]}");
            });
            text.Append(CultureInfo.InvariantCulture, $"\n{indent}]}}");
        });
        return text.Append("\n  ]\n}\n").ToString();
    }

    private static void ShowPayloads(JsonTypeInfo type)
    {
        if (type.Type != typeof(HistoryEvent) && type.Type != typeof(OrchestrationAction)) return;
        type.Properties.Single(p => p.Name == "data").CustomConverter = new PayloadConverter();
    }

    /// <summary>Where an activity failed is nothing that an orchestrator may look at, and much to read.</summary>
    private static Episode WithoutTraces(Episode episode) => episode with
    {
        Events = [.. episode.Events.Select(e => e.Failure is { } failure ? e with { Failure = new FailureRecord(failure.Type, failure.Message) } : e)],
    };

    private static void Append<T>(StringBuilder text, IReadOnlyList<T> items, string indent, Action<T, string> append)
    {
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ",\n").Append(indent);
            append(items[i], indent + " ");
        }
    }

    private static void AppendLines<T>(StringBuilder text, IReadOnlyList<T> items, string indent) =>
        text.AppendJoin(",", items.Select(item => $"\n{indent}  {Line(item)}"));

    private static string Line<T>(T value) => JsonSerializer.Serialize(value, Json);
}
