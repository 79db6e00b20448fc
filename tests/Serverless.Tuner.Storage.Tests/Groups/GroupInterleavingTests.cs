using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;
using Serverless.Tuner.Storage.Tests.Studies;

namespace Serverless.Tuner.Storage.Tests.Groups;

/// <summary>Twenty studies of four trials draw on one budget, on hosts that die between any two writes, or only seem to and go on later:
/// in the order that each of ten thousand seeds gives (without <c>--long</c> of two hundred).</summary>
public sealed class GroupInterleavingTests(ITestOutputHelper output)
{
    private const int Count = 20;
    private const int MostTurns = 60_000;
    private const int MostZombies = 6;
    private static readonly int s_seeds =
        Environment.GetEnvironmentVariable("TUNER_LONG") is { Length: > 0 } ? 10_000 : 200;

    [Fact]
    public void Interleavings_OfStudiesThatShareABudget_KeepItsLimitAndBookEachMicroDollar()
    {
        var before = SynchronizationContext.Current;
        var (writes, deaths, spent) = (0L, 0, 0);
        try
        {
            for (var seed = 0; seed < s_seeds; seed++)
            {
                var (rows, died) = Run(seed);
                (writes, deaths) = (writes + rows.Writes, deaths + died);
                if (rows.Group.Closed.Count > 0) spent++;
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        output.WriteLine($"{s_seeds} interleavings, {writes} writes, {deaths} hosts died; {spent} budgets were drawn on");
        Assert.Equal(s_seeds, spent);
    }

    private static (ModelRows Rows, int Deaths) Run(int seed)
    {
        var random = new Random(seed);
        var turns = new ModelTurns(random);
        SynchronizationContext.SetSynchronizationContext(turns);
        var now = new DateTimeOffset(2030, 1, 30, 0, 0, 0, TimeSpan.Zero);
        var rows = new ModelRows(
            new GroupBudget
            {
                Name = "team",
                Id = Guid.CreateVersion7(now),
                Limit = new Money(random.Next(100, 5_000)),
                Period = (BudgetPeriod)random.Next(3),
                CreatedAt = now,
            },
            Count);
        for (var i = 0; i < Count; i++) rows.Create(i, Study(i, seed, now));

        Exception? failure = null;
        var zombies = new Queue<int>();
        var (nextHost, deaths) = (3, 0);
        ModelHost[] hosts = [.. Enumerable.Range(0, 3).Select(NewHost)];
        int[] names = [0, 1, 2];
        for (var i = 0; i < Count; i++) Drive(hosts[i % 3], i);
        for (var turn = 0; !IsOver(); turn++)
        {
            Assert.True(turn < MostTurns, $"seed {seed} comes to no end: {Describe()}");
            if (turns.IsIdle) Replace(random.Next(3), 1);
            turns.Next();
            if (failure is not null) throw new InvalidOperationException($"seed {seed}, turn {turn}", failure);
            switch (random.Next(600))
            {
                case < 3: Replace(random.Next(3), random.Next(2)); break;
                case < 8: Go(() => hosts[random.Next(3)].SweepAsync()); break;
                case 8: Go(() => hosts[random.Next(3)].DeleteAsync(random.Next(4))); break;
                case 9 when turn < MostTurns / 4: Go(() => hosts[random.Next(3)].ResumeAsync(random.Next(Count))); break;
                case 10: now = now.AddHours(random.Next(12)); break;
                // In a new period there is money for those who wait.
                case 11 when rows.Group.Period != BudgetPeriod.None: now = now.AddDays(random.Next(20)); break;
            }
        }

        // All that was under way comes to its end; then two sweeps find nothing more than what was spent.
        for (var i = 0; i < 3; i++) turns.Kill(names[i]);
        for (var host = 0; host < nextHost; host++) turns.Kill(host);
        var last = NewHost(nextHost);
        for (var i = 0; i < Count; i++)
            if (rows.Studies[i].IsMarked) Finish(last.DeleteAsync(i));
        Finish(last.SweepAsync());
        Finish(last.SweepAsync());
        Assert.Empty(rows.Group.Members);
        var (paid, booked) = (rows.Costs.Values.Sum() + rows.LeftOpen, rows.Group.Closed.Values.Sum(m => m.Micro));
        Assert.True(paid == booked, $"seed {seed}: the trials cost {paid}, {booked} were booked");
        foreach (var (study, _, _) in rows.Studies)
            if (study is not null)
                Assert.Equal(rows.Costs.Where(c => c.Key.Study == study.Id).Sum(c => c.Value), study.Spent.Micro);
        return (rows, deaths);

        ModelHost NewHost(int host) => new(host, rows, turns, new Random(seed + host), () => now);

        void Drive(ModelHost host, int index) => Go(() => host.DriveAsync(index));

        // What a task comes upon ends the play, whether or not anybody waits for the task.
        async void Go(Func<Task> task)
        {
            try
            {
                await task();
            }
            catch (Exception e)
            {
                // Too many others were quicker: the orchestration asks again.
                if (e is InvalidOperationException && e.Message.Contains("all the time", StringComparison.Ordinal)) Go(task);
                else failure ??= e;
            }
        }

        bool IsOver() => rows.Studies.All(s => s.Study is null or { State: StudyState.Ended } || s.IsMarked);

        string Describe() =>
            $"free {rows.Group.Free(GroupPeriods.KeyOf(rows.Group.Period, now))} of {rows.Group.Limit} in {rows.Group.Period}; "
            + string.Join("; ", rows.Studies.Where(s => s.Study is { State: StudyState.Running }).Select(s =>
                $"{s.Study!.Name}: {s.Study.Open.Count} open, {s.Study.NextNumber} begun, lacks {s.Study.LacksOfGroup}"));

        // One that only seems to be dead goes on some time, beside the one that took its place.
        void Replace(int at, int kind)
        {
            if (kind == 0) turns.Kill(names[at]);
            deaths++;
            zombies.Enqueue(names[at]);
            if (zombies.Count > MostZombies) turns.Kill(zombies.Dequeue());
            names[at] = nextHost++;
            hosts[at] = NewHost(names[at]);
            for (var i = at; i < Count; i += 3) Drive(hosts[at], i);
        }

        void Finish(Task task)
        {
            for (var turn = 0; !task.IsCompleted; turn++)
            {
                Assert.True(turn < MostTurns, $"seed {seed} comes to no end");
                turns.Next();
            }

            task.GetAwaiter().GetResult();
        }
    }

    private static Study Study(int index, int seed, DateTimeOffset now) => StudyMachine.Create(
        Spec($"study-{index}"), "run", now.AddTicks((seed * 1_000L) + index)) with
    {
        Id = Guid.CreateVersion7(now.AddMilliseconds(index)),
    };

    private static StudySpec Spec(string name) => Specs.Small(name, trials: 4, parallelism: 2) with
    {
        Budget = new BudgetSpec { Group = "team", UsdPerHour = 1 },
    };
}
