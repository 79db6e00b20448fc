using System.Globalization;
using System.Text;
using DurableTask.Core.History;
using Newtonsoft.Json;
using Serverless.Tuner.EmbeddedHost.Durable;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>An orchestration as it once ran: of each of its histories the steps, in order.</summary>
internal sealed record GoldenHistory(string Orchestrator, string InstanceId, IReadOnlyList<IReadOnlyList<GoldenStep>> Generations)
{
    public static GoldenHistory Of(IReadOnlyCollection<RecordedStep> steps)
    {
        var generations = new List<List<GoldenStep>>();
        foreach (var step in steps)
        {
            if (step.Arrived.Any(e => e is ExecutionStartedEvent)) generations.Add([]);
            var arrived = step.Arrived.Select(GoldenEvents.Of).ToList();
            generations[^1].Add(new(arrived, [.. step.Actions.Select(action => GoldenEvents.Of(action, arrived[0].Timestamp))]));
        }

        var first = steps.First();
        return new(first.Name, first.Instance.InstanceId, generations);
    }

    public static GoldenHistory Parse(string text) =>
        JsonConvert.DeserializeObject<GoldenHistory>(text, GoldenEvents.Json) ?? throw new InvalidDataException("The history is empty.");

    /// <summary>As JSON that can be read: a line for each event.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{{\n  \"orchestrator\": \"{Orchestrator}\",\n  \"instanceId\": \"{InstanceId}\",\n  \"generations\": [\n    [\n");
        text.AppendJoin("\n    ],\n    [\n", Generations.Select(steps => string.Join(",\n", steps.Select(Text))));
        return text.Append("\n    ]\n  ]\n}\n").ToString();
    }

    private static string Text(GoldenStep step) =>
        $"      {{\"arrived\": [{Lines(step.Arrived)}],\n       \"asked\": [{Lines(step.Asked)}]}}";

    private static string Lines(IEnumerable<HistoryEvent> events) =>
        string.Join(",", events.Select(e => "\n        " + GoldenEvents.Line(e)));
}
