using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Proxy;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests;

/// <summary>Whole studies on a storage that is slow, fails and lets others write first.</summary>
public sealed class FaultyStorageTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private const int Parallelism = 8;
    private static readonly int Trials = Suite.IsLong ? 200 : 40;
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(Suite.IsLong ? 2_000 : 20);
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(Suite.IsLong ? 200 : 5);

    [Theory, InlineData(1)]
    public async Task Study_TenPercentFailFivePercentConflict_EndsRightAndInTime(int seed)
    {
        await using var proxy = await FaultProxy.StartAsync(azurite.Process);
        var clean = await RunAsync(proxy, "clean", _ => Fault.None, seed);
        var slow = await RunAsync(proxy, "slow", new FaultRates(seed) { Latency = Latency }.Plan, seed);
        proxy.Clear();
        var faulty = await RunAsync(
            proxy, "faulty", new FaultRates(seed) { FailureRate = 0.1, ConflictRate = 0.05, Latency = Latency }.Plan, seed);

        // Three times the clean time, and once what the latency alone adds to it.
        var allowed = (3 * clean) + (slow - clean);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"chaos: {Trials} trials of {Work.TotalMilliseconds:F0} ms, {Parallelism} at once: clean {clean.TotalSeconds:F1} s, with "
            + $"{Latency.TotalMilliseconds:F0} ms latency {slow.TotalSeconds:F1} s, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"faulty {faulty.TotalSeconds:F1} s, {faulty / clean:F1}x clean, {faulty / slow:F1}x slow; allowed "
                + $"{allowed.TotalSeconds:F1} s"));
        output.WriteLine("chaos: " + proxy.Recording.Summary());
        Assert.Empty(proxy.Recording.RetriesOfRefused());
        Assert.True(proxy.Recording.FaultsInBatches.Values.Sum() > 0, "no transaction met a fault");
        if (Suite.IsLong) Assert.True(faulty <= allowed, $"It took {faulty}, allowed were {allowed}.");
    }

    /// <summary>Everything rests on transactions: each kind of fault meets them.</summary>
    [Fact]
    public async Task Transactions_EveryKindOfFaultMeetsThem_NothingIsLost()
    {
        Fault[] faults = [
            .. new FaultRates(1).Failures.Select(fault => fault with { RetryAfterSeconds = null }), Fault.FalseConflict,
            Fault.TrueConflict];
        var transactions = 0;
        await using var proxy = await FaultProxy.StartAsync(azurite.Process);
        var objective = new ChaosObjective(TimeSpan.FromMilliseconds(20));
        await using var app = await ChaosApp.StartAsync(
            proxy.ConnectionString, services =>
                services.AddSingleton(new NamedObjective(ChaosObjective.Name, objective)), retryDelay: TimeSpan.FromMilliseconds(10));
        // Every third transaction meets the next fault.
        proxy.Plan = request =>
            request is { IsBatch: true, GuardedRow: not null } && Interlocked.Increment(ref transactions) is var n && n % 3 == 0
            ? faults[n / 3 % faults.Length]
            : Fault.None;
        await app.StartStudyAsync(Suite.Study("transactions", 48, Parallelism));

        var tables = new Tables(azurite.Process);
        await tables.UntilEndedAsync("transactions");
        var (_, trials) = await tables.CheckEndedAsync("transactions", 48);
        Assert.Equal((0, trials.Sum(t => t.Attempt)), (trials.Sum(t => t.Losses), objective.Evaluations));
        Assert.Empty(proxy.Recording.RetriesOfRefused());
        var met = proxy.Recording.Requests.Where(r => r.Request.IsBatch && r.Fault != Fault.None).Select(r => r.Fault).ToList();
        Assert.Equal(faults.ToHashSet(), met.ToHashSet());
        output.WriteLine($"chaos: {met.Count} of {transactions} transactions met a fault");
    }

    private async Task<TimeSpan> RunAsync(FaultProxy proxy, string name, Func<ProxiedRequest, Fault> plan, int seed)
    {
        proxy.Plan = _ => Fault.None;
        var objective = new ChaosObjective(Work);
        await using var app = await ChaosApp.StartAsync(
            proxy.ConnectionString,
            services => services.AddSingleton(new NamedObjective(ChaosObjective.Name, objective)),
            retryDelay: Suite.IsLong ? null : TimeSpan.FromMilliseconds(10));
        var tables = new Tables(azurite.Process);
        proxy.Plan = plan;
        var watch = Stopwatch.StartNew();
        await app.StartStudyAsync(Suite.Study($"{name}-{seed}", Trials, Parallelism, seed));
        await tables.UntilEndedAsync($"{name}-{seed}", TimeSpan.FromMinutes(10));
        var took = watch.Elapsed;
        proxy.Plan = _ => Fault.None;

        var (study, trials) = await tables.CheckEndedAsync($"{name}-{seed}", Trials);
        Assert.Equal(trials.Count(t => ChaosObjective.Fails(t.Number)), study.Failed);
        Assert.Equal((0, trials.Sum(t => t.Attempt)), (trials.Sum(t => t.Losses), objective.Evaluations));
        // Ten micro-dollars a millisecond; timers may fire a little early.
        Assert.All(trials, t => Assert.True(t.Cost.Micro >= Work.TotalMilliseconds * 7, $"trial {t.Number} cost {t.Cost}"));
        output.WriteLine(
            $"{name}: {objective.Evaluations} evaluations for {trials.Sum(t => t.Attempt)} attempts, {trials.Sum(t => t.Losses)} losses, "
            + $"{proxy.Recording.Summary()}");
        return took;
    }
}
