using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests;

/// <summary>Many writers on one study, in what are several processes: each with a client, a cache and an opinion of its own.</summary>
public sealed class WritersTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private const int Processes = 4;
    private static readonly int Writers = Suite.IsLong ? 64 : 16;

    /// <summary>How long each half of a trial takes, in milliseconds.</summary>
    private const int Shortest = 250;

    private const int Longest = 1_250;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(Suite.IsLong ? 30 : 3);

    [Fact]
    public async Task Writers_OnOneStudy_LoseNothingAndTellSoon()
    {
        var name = "writers";
        var processes = Enumerable.Range(0, Processes).Select(_ => new Process(azurite.Process.ConnectionString)).ToArray();
        var created = await processes[0].Store.CreateAsync(
            new StudySpec
            {
                Name = name,
                Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "test" },
                Directions = [Direction.Minimize],
                SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }],
                Sampler = new SamplerSpec { Type = "random" },
                Trials = 1_000_000,
                Parallelism = Writers,
                Budget = new BudgetSpec { LimitUsd = 1_000, UsdPerHour = 36 },
            },
            CancellationToken.None);
        var study = created.Study!;
        var (ends, tells, asked) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<bool>());
        var endedAt = new ConcurrentDictionary<int, long>();
        var running = new Dictionary<int, Task>();
        var watch = Stopwatch.StartNew();

        for (var sequence = 1; ; sequence++)
        {
            // As a queue does that delivers twice, now and then two processes are asked to advance.
            var at = processes[sequence % Processes];
            var drain = watch.Elapsed > Duration;
            var answers = await Task.WhenAll((sequence % 5 == 0 ? [at, processes[(sequence + 1) % Processes]] : new[] { at })
                .Select(
                    p =>
                        p.Advancer.AdvanceAsync(
                            StudyName.Parse(name), study.Run, sequence, running.Keys.ToHashSet(), drain, CancellationToken.None)));
            var now = Stopwatch.GetTimestamp();
            var open = answers[0]!.Study.Open.Select(o => o.Number).ToHashSet();
            Assert.All(answers, a => Assert.Equal(answers[0]!.Plan.Start, a!.Plan.Start));
            foreach (var (number, ended) in endedAt.Where(e => !open.Contains(e.Key)).ToList())
            {
                tells.Add(Stopwatch.GetElapsedTime(ended, now).TotalMilliseconds);
                endedAt.TryRemove(number, out _);
            }

            foreach (var number in answers[0]!.Plan.Start)
                running.Add(number, Task.Run(() => WorkAsync(processes[number % Processes], study, number, ends, asked, endedAt)));
            if (running.Count == 0) break;
            await Task.WhenAny(running.Values);
            foreach (var (number, work) in running.Where(r => r.Value.IsCompleted).ToList())
            {
                await work;
                running.Remove(number);
            }
        }

        Assert.Empty(endedAt);
        var (told, trials) = await new Tables(azurite.Process).ReadAsync(name);
        Tables.CheckSums(told, trials);
        Assert.Empty(told.Open);
        Assert.Equal(0, told.Ledger.Reserved.Micro);
        Assert.Equal(Enumerable.Range(0, told.NextNumber), trials.Select(t => t.Number));
        Assert.All(trials, t => Assert.Equal((1, 0), (t.Attempt, t.Losses)));
        Assert.Equal(trials.Count, ends.Count);
        // Nobody is to take it up: it has not come to its end.
        await processes[0].Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);
        output.WriteLine(
            $"chaos: {Writers} writers in {Processes} processes for {Duration.TotalSeconds:F0} s: {trials.Count} trials, "
            + $"{asked.Count(a => a)} of {asked.Count} asked for more money and had it; "
            + $"end: {Percentiles(ends)}; until the study is told: {Percentiles(tells)}");
        if (Suite.IsLong)
        {
            Assert.True(Percentile(ends, 0.99) < 1_000, "p99 of an end");
            Assert.True(Percentile(tells, 0.99) < 1_000, "p99 of a tell");
        }
    }

    /// <summary>Claims a trial, reports, asks for more money now and then, and ends it.</summary>
    private static async Task WorkAsync(
        Process process,
        Study study, int number, ConcurrentBag<double> ends, ConcurrentBag<bool> asked, ConcurrentDictionary<int, long> endedAt)
    {
        var random = new Random(number);
        var claim = await process.Claims.ClaimAsync(study.Name, study.Run, number, $"worker-{number}", CancellationToken.None);
        var lease = claim.Lease ?? throw new InvalidOperationException($"Trial {number} cannot be claimed.");
        await Task.Delay(random.Next(Shortest, Longest));
        lease.Reports.Add(new Report(0, number, null));
        Assert.Equal(LeaseState.Held, await lease.FlushAsync(CancellationToken.None));
        if (number % 3 == 0) asked.Add(await lease.ReserveMoreAsync(new Money(1_000), CancellationToken.None));
        var reserved = lease.Reserved;
        await Task.Delay(random.Next(Shortest, Longest));

        // Looks at the study row again: nobody who wrote to it meanwhile has undone what was set aside.
        Assert.Equal(LeaseState.Held, await lease.HeartbeatAsync(CancellationToken.None));
        Assert.Equal(reserved, lease.Reserved);

        var outcome = number % 7 == 0
            ? TrialOutcome.Failed("it failed")
            : TrialOutcome.Of(study.Spec, new Measurement([random.NextDouble()]));
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(
            LeaseState.Held, await lease.EndAsync(outcome, Money.Min(lease.Reserved, new Money(100 + number)), CancellationToken.None));
        ends.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        endedAt[number] = began;
    }

    private static string Percentiles(IReadOnlyCollection<double> milliseconds) => string.Create(
        CultureInfo.InvariantCulture, $"p50 {Percentile(milliseconds, 0.5):F0} ms, p99 {Percentile(milliseconds, 0.99):F0} ms, most "
            + $"{milliseconds.Max():F0} ms");

    private static double Percentile(IReadOnlyCollection<double> values, double share) =>
        values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    private sealed class Process
    {
        public Process(string connection)
        {
            var tables = new TunerTables(new TableServiceClient(connection, Functions.ServiceCollectionExtensions.TableOptions()));
            Store = new StudyStore(tables, TimeProvider.System, SpecComparison.BuiltIn);
            Advancer = new StudyAdvancer(Store, tables, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn, TimeProvider.System);
            Claims = new TrialClaims(Store, tables, TimeProvider.System, new HostStart());
        }

        public StudyStore Store { get; }

        public StudyAdvancer Advancer { get; }

        public TrialClaims Claims { get; }
    }
}
