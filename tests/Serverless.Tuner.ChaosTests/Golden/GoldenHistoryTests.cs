using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>
/// Orchestrations that were begun by an earlier version go on with today's: its orchestrator makes every decision again that
/// is on record. See docs/golden-histories.md.
/// </summary>
public sealed class GoldenHistoryTests
{
    public static readonly string Folder = Path.Combine(Repository.Root, "tests", "Serverless.Tuner.ChaosTests", "Golden", "Histories");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Histories_OfEverythingThatAnOrchestrationMeets_AreThere() =>
        Assert.Subset(Names.Select(n => n.Data).ToHashSet(), GoldenRecordings.All.Keys.ToHashSet());

    [Theory, MemberData(nameof(Names))]
    public Task History_Replayed_TodaysOrchestratorDecidesTheSame(string name) =>
        GoldenReplay.RunAsync(Load(name), typeof(StudyOrchestration));

    [Theory, MemberData(nameof(Names))]
    public void History_ReadAndWritten_IsTheSame(string name) => Assert.Equal(File.ReadAllText(PathOf(name)), Load(name).ToString());

    [Fact]
    public Task Orchestrator_AsksForSomethingMore_DoesNotMatch() => Assert.ThrowsAsync<NonDeterministicOrchestrationException>(
        () => GoldenReplay.RunAsync(Load("waves"), typeof(OneTimerMore)));

    /// <summary>Two calls in another order, one less, another input or another
    /// end: each is noticed in each history, wherever it is.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task History_OfAnotherOrchestrator_DoesNotMatch(string name)
    {
        var history = Load(name);
        var others = history.Generations.SelectMany(
            (steps, g) =>
                steps.SelectMany((step, s) => OtherAsked(step.Asked).Select(asked => With(g, s, step with { Asked = asked })))).ToList();

        // Of a long history the same thing a thousand times: some of them will do.
        foreach (var other in others.Where((_, i) => i % (1 + (others.Count / 50)) == 0))
            await Assert.ThrowsAsync<NonDeterministicOrchestrationException>(
                () => GoldenReplay.RunAsync(other, typeof(StudyOrchestration)));
        Assert.NotEmpty(others);

        GoldenHistory With(int generation, int number, GoldenStep step) => history with
        {
            Generations = [
                .. history.Generations.Select((steps, g) => g == generation ? [.. steps.Select((s, i) => i == number ? step : s)] : steps)],
        };
    }

    private static IEnumerable<IReadOnlyList<HistoryEvent>> OtherAsked(IReadOnlyList<HistoryEvent> asked)
    {
        if (asked.Count == 0) yield break;
        yield return [.. asked.Skip(1)];
        yield return [GoldenEvents.Other(asked[0]), .. asked.Skip(1)];
        if (asked.Count > 1)
            yield return [GoldenEvents.With(asked[1], asked[0].EventId), GoldenEvents.With(asked[0], asked[1].EventId), .. asked.Skip(2)];
    }

    private static string PathOf(string name) => Path.Combine(Folder, name + ".json");

    private static GoldenHistory Load(string name) => GoldenHistory.Parse(File.ReadAllText(PathOf(name)));

    private static class OneTimerMore
    {
        [Function(nameof(StudyOrchestration))]
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(1), CancellationToken.None);
            return await StudyOrchestration.RunAsync(context);
        }
    }
}
