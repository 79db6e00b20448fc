using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Storage.Tests.Studies;

namespace Serverless.Tuner.Storage.Tests.Groups;

/// <summary>The life of a study that shares a budget, again for each of its requests, which a fault meets; and many such at once.</summary>
public sealed class GroupFaultTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private const int Trials = 4;
    private readonly string _connection = azurite.ConnectionString;
    private readonly string _group = "group-" + Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData(TransportFault.Unavailable, false)]
    [InlineData(TransportFault.AnswerLost, false)]
    [InlineData(TransportFault.NotSent, false)]
    [InlineData(TransportFault.AnswerLost, true)]
    [InlineData(TransportFault.NotSent, true)]
    public async Task Life_WithAFault_LeavesTheBudgetWithWhatTheTrialsCost(TransportFault fault, bool isReplaced)
    {
        await SharedBudgets().PutAsync(_group, new BudgetRequest { LimitUsd = 1 }, CancellationToken.None);
        var paid = 0L;
        for (var k = 1; ; k++)
        {
            var network = new FaultyTransport(fault, k..(k + 1));
            var spec = Spec($"{Name}-{k}", Trials);
            var life = new StudyLife(spec, Clock, New(), isReplaced ? New : null);
            await life.RunAsync();
            var (study, trials) = await ReadConsistentAsync(spec.Name);
            Assert.Equal((StudyState.Ended, StopReason.Trials), (study.State, study.StopReason));
            paid += trials.Sum(t => t.Cost.Micro);

            Clock.Advance(TimeSpan.FromMinutes(2));
            await SharedBudgets().SweepAsync(_group, CancellationToken.None);
            var group = (await SharedBudgets().FindAsync(_group, CancellationToken.None))!;
            Assert.Empty(group.Members);
            Assert.Equal(new Money(paid), group.Spent(GroupPeriods.ForEver));
            await life.DeleteAsync();
            Assert.Equal(
                new Money(paid), (await SharedBudgets().FindAsync(_group, CancellationToken.None))!.Held(GroupPeriods.ForEver));
            if (network.Requests >= k) continue;
            Assert.True(k > 25, $"It took only {network.Requests} requests.");
            return;

            TunerProcess New() => NewProcess(transport: network, maxRetries: isReplaced ? 0 : 1);
        }
    }

    [Fact]
    public async Task Advances_OfEightStudiesInTwoProcesses_NeverExceedTheirBudget()
    {
        // A trial is expected to cost 400, all of them 12,800: for two thirds there is money.
        var limit = new Money(8_000);
        await SharedBudgets().PutAsync(_group, new BudgetRequest { LimitUsd = limit.Usd }, CancellationToken.None);
        TunerProcess[] processes = [NewProcess(TimeProvider.System), NewProcess(TimeProvider.System)];
        using var ended = new CancellationTokenSource();
        var looks = 0;
        var watching = Task.Run(async () =>
        {
            for (; !ended.IsCancellationRequested; looks++)
            {
                var group = (await SharedBudgets().FindAsync(_group, CancellationToken.None))!;
                Assert.True(group.Held(GroupPeriods.ForEver) <= limit, $"{group.Held(GroupPeriods.ForEver)} of {limit}");
                await SharedBudgets(TimeProvider.System).SweepAsync(_group, CancellationToken.None);
            }
        });

        var studies = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var process = processes[i % 2];
            var study = await CreateAsync(process, Spec($"{Name}-{i}", Trials) with { Parallelism = 2 });
            var running = new SortedSet<int>();
            for (var sequence = 1; ; sequence++)
            {
                var result = await process.AdvanceAsync(study, sequence, running);
                running.UnionWith(result.Plan.Start);
                if (result.Plan.Ended is not null) return result.Study;
                if (running.Count == 0) await Task.Delay(5);
                if (running.Count == 0) continue;
                await process.CompleteAsync(study, running.Min, cost: 250 + (running.Min * 10));
                running.Remove(running.Min);
            }
        }));
        await ended.CancelAsync();
        await watching;

        await SharedBudgets().SweepAsync(_group, CancellationToken.None);
        var after = (await SharedBudgets().FindAsync(_group, CancellationToken.None))!;
        Assert.Empty(after.Members);
        Assert.Equal(Money.Sum(studies.Select(study => study.Spent)), after.Spent(GroupPeriods.ForEver));
        Assert.InRange(after.Spent(GroupPeriods.ForEver).Micro, 6_000, limit.Micro);
        Assert.True(looks > 0);
    }

    [Fact]
    public async Task Reserve_ProcessDiesBetweenTheBudgetAndTheStudy_IsReturnedByTheSweepAndNotBefore()
    {
        await SharedBudgets().PutAsync(_group, new BudgetRequest { LimitUsd = 1 }, CancellationToken.None);
        var process = NewProcess();
        var study = await CreateAsync(process, Spec(Name, Trials) with { Parallelism = 1 });
        // The budget's row is written, the study's is not.
        var dies = NewProcess(
            transport: new FaultyTransport((_, request) => ValueTask.FromResult(
                request.Method == HttpMethod.Post && request.RequestUri!.ToString().Contains("$batch", StringComparison.Ordinal)
                    ? TransportFault.NotSent
                    : TransportFault.None)), maxRetries: 0);
        await Assert.ThrowsAnyAsync<Exception>(() => dies.AdvanceAsync(study, 1));
        var raised = (await SharedBudgets().FindAsync(_group, CancellationToken.None))!;
        Assert.True(raised.Held(GroupPeriods.ForEver) > Money.Zero);

        await SharedBudgets().SweepAsync(_group, CancellationToken.None);
        var early = (await SharedBudgets().FindAsync(_group, CancellationToken.None))!;
        Clock.Advance(GroupSweep.Patience);
        await SharedBudgets().SweepAsync(_group, CancellationToken.None);
        var swept = (await SharedBudgets().FindAsync(_group, CancellationToken.None))!;

        Assert.Equal((raised.Held(GroupPeriods.ForEver), Money.Zero), (early.Held(GroupPeriods.ForEver), swept.Held(GroupPeriods.ForEver)));
    }

    private SharedBudgets SharedBudgets(TimeProvider? time = null)
    {
        var tables = new TunerTables(new TableServiceClient(_connection));
        return new SharedBudgets(new StudyStore(tables, time ?? Clock, SpecComparison.BuiltIn), tables, time ?? Clock);
    }

    private StudySpec Spec(string name, int trials) => Specs.Small(name, trials, parallelism: 2) with
    {
        Budget = new BudgetSpec { Group = _group, UsdPerHour = 1, ExpectedUsd = 0.0004m, Policy = BudgetPolicy.Expected },
    };
}
