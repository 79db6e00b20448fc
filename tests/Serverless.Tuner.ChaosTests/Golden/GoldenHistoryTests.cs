using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.EmbeddedHost.Durable.History;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>
/// Orchestrations that were begun by an earlier version go on with today's: its orchestrator makes every decision again that
/// is on record. See docs/golden-histories.md.
/// </summary>
public sealed class GoldenHistoryTests
{
    public static readonly string Folder = Path.Combine(Repository.Root, "tests", "Serverless.Tuner.ChaosTests", "Golden", "Histories");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Histories_OfEverythingThatAnOrchestrationMeets_AreThere() =>
        Assert.Subset(Names.Select(n => n.Data).ToHashSet(), GoldenRecordings.All.Keys.ToHashSet());

    [Theory, MemberData(nameof(Names))]
    public Task History_Replayed_TodaysOrchestratorDecidesTheSame(string name) => GoldenReplay.RunAsync(Load(name), typeof(StudyOrchestration));

    [Theory, MemberData(nameof(Names))]
    public void History_ReadAndWritten_IsTheSame(string name) => Assert.Equal(File.ReadAllText(PathOf(name)), Load(name).ToString());

    [Fact]
    public Task Orchestrator_AsksForSomethingMore_DoesNotMatch() => Assert.ThrowsAsync<NonDeterministicOrchestrationException>(
        () => GoldenReplay.RunAsync(Load("waves"), typeof(OneTimerMore)));

    /// <summary>Two calls in another order, one less, another input or another end: each is noticed in each history, wherever it is.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task History_OfAnotherOrchestrator_DoesNotMatch(string name)
    {
        var history = Load(name);
        var others = history.Generations.SelectMany((generation, g) => generation.Steps.SelectMany((step, s) => OtherActions(step.Actions)
            .Select(actions => With(g, generation with { Steps = [.. generation.Steps.Select((e, i) => i == s ? e with { Actions = actions } : e)] }))))
            .Append(With(history.Generations.Count - 1, history.Generations[^1] with { End = new GoldenEnd(Completed: "\"another\"") }))
            .ToList();

        // Of a long history the same thing a thousand times: some of them will do.
        foreach (var other in others.Where((_, i) => i % (1 + (others.Count / 50)) == 0))
            await Assert.ThrowsAsync<NonDeterministicOrchestrationException>(() => GoldenReplay.RunAsync(other, typeof(StudyOrchestration)));
        Assert.NotEmpty(others);

        GoldenHistory With(int number, GoldenGeneration generation) =>
            history with { Generations = [.. history.Generations.Select((g, i) => i == number ? generation : g)] };
    }

    private static IEnumerable<IReadOnlyList<OrchestrationAction>> OtherActions(IReadOnlyList<OrchestrationAction> actions)
    {
        if (actions.Count == 0) yield break;
        yield return [.. actions.Skip(1)];
        yield return [actions[0] with { Data = actions[0].Data + " ", FireAt = actions[0].FireAt?.AddTicks(1) }, .. actions.Skip(1)];
        if (actions.Count > 1) yield return [actions[1] with { Id = actions[0].Id }, actions[0] with { Id = actions[1].Id }, .. actions.Skip(2)];
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
