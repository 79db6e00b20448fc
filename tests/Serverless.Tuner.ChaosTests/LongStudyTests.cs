using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.EmbeddedHost.Durable;

namespace Serverless.Tuner.ChaosTests;

/// <summary>A long study neither outgrows its history nor the host's memory.</summary>
public sealed class LongStudyTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private const int MostEvents = 1_000;
    private const long MostGrowth = 50_000_000;

    public static TheoryData<string, int, int> Cases => Suite.IsLong
        ? new() { { "random", 8, 10_000 }, { "random", 1, 1_000 }, { "random", 100, 2_000 }, { "auto", 8, 10_000 } }
        : new() { { "random", 8, 240 }, { "random", 1, 120 }, { "random", 100, 320 } };

    [Theory, MemberData(nameof(Cases))]
    public async Task Study_OfNoOpTrials_HistoryAndMemoryStayBounded(string sampler, int parallelism, int trials)
    {
        var name = $"long-{sampler}-{parallelism}";
        var generations = new ConcurrentDictionary<string, HistoryTally>();
        await using var app = await ChaosApp.StartAsync(
            azurite.Process.ConnectionString,
            adjust: options => options with { StepRecorded = Record });
        var tables = new Tables(azurite.Process);
        var watch = Stopwatch.StartNew();

        await app.StartStudyAsync($$"""{"name":"{{name}}","objective":"no-op","sampler":"{{sampler}}","trials":{{trials}},"parallelism":{{parallelism}}}""");
        await tables.UntilAsync(name, row => Tables.Told(row) >= trials / 10, TimeSpan.FromMinutes(10));
        var early = Memory();
        await tables.UntilEndedAsync(name, TimeSpan.FromMinutes(60));
        var took = watch.Elapsed;
        var late = Memory();
        await tables.CheckEndedAsync(name, trials);

        var growth = late.Heap - early.Heap;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"chaos: {trials} no-op trials, {sampler}, {parallelism} at once: {took.TotalSeconds:F0} s; {generations.Count} histories, "
            + $"the longest {generations.Values.MaxBy(g => g.DurableEvents)}; ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"heap {early.Heap / 1e6:F1} MB at {trials / 10} trials, {late.Heap / 1e6:F1} MB at {trials} ({growth / 1e6:+0.0;-0.0} "
                + $"MB); working set {early.WorkingSet / 1e6:F0} MB, {late.WorkingSet / 1e6:F0} MB "
                + $"({(late.WorkingSet - early.WorkingSet) / 1e6:+0;-0} MB)"));
        Assert.All(generations.Values, g => Assert.InRange(g.DurableEvents, 1, MostEvents - 1));
        Assert.True(generations.Count >= trials / 120, $"there were only {generations.Count} histories");
        if (!Suite.IsLong) return;
        Assert.True(growth < MostGrowth, $"the heap grew by {growth} bytes");
        Assert.True(late.WorkingSet - early.WorkingSet < MostGrowth, $"the working set grew by {late.WorkingSet - early.WorkingSet} bytes");

        void Record(RecordedStep step)
        {
            if (step.Instance.InstanceId.StartsWith(name + "~", StringComparison.Ordinal))
                generations.GetOrAdd(step.Instance.ExecutionId, _ => new()).Add(step);
        }
    }

    private static (long Heap, long WorkingSet) Memory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64);
    }
}
