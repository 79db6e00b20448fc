using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>A study is paused, trials of it are cancelled and tried again: by several processes, and while requests fail.</summary>
public sealed class StudyRequestTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    /// <summary>Fewer would mean that the faults met only part of it.</summary>
    private const int FewestRequests = 12;

    [Fact]
    public async Task Create_GivesEachStudyAnIdentifierOfItsTime()
    {
        var first = await CreateAsync(NewProcess(), Specs.Small(Name));
        await NewProcess().Store.DeleteAsync(Name, CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await CreateAsync(NewProcess(), Specs.Small(Name));

        Assert.Equal(7, first.Id!.Value.Version);
        Assert.True(string.CompareOrdinal($"{first.Id}", $"{second.Id}") < 0, $"{first.Id} {second.Id}");
        Assert.Equal(second.Id, (await ReadConsistentAsync()).Study.Id);
        Assert.Equal(
            second.Id, (await NewProcess().Store.ListAsync(null, 1000, null, CancellationToken.None)).Items.Single(s => s.Name == Name).Id);
    }

    [Fact]
    public async Task Pause_InOneProcess_HoldsInAnotherAndInTheNextRun()
    {
        var (one, other) = (NewProcess(), NewProcess());
        var study = await CreateAsync(one, Specs.Small(Name, trials: 6, parallelism: 2));
        await one.AdvanceAsync(study, 1);
        await other.Store.PauseAsync(Name, CancellationToken.None);
        await one.CompleteAsync(study, 0);

        Assert.Empty((await one.AdvanceAsync(study, 2, 1)).Plan.Start);
        var restarted = (await other.Store.RestartAsync(Name, study.Run, CancellationToken.None))!;
        Assert.True(restarted.IsPaused);
        Assert.Equal([1], (await one.AdvanceAsync(restarted, 1)).Plan.Start);
        var outline = (await NewProcess().Store.ListAsync(null, 1000, null, CancellationToken.None)).Items.Single(s => s.Name == Name);
        Assert.Equal((true, StudyState.Running), (outline.IsPaused, outline.State));

        await other.Store.ResumeAsync(Name, CancellationToken.None);
        Assert.Equal([2], (await one.AdvanceAsync(restarted, 2, 1)).Plan.Start);
    }

    [Fact]
    public async Task Cancel_TrialThatWaits_IsEndedOnItsRowWithWhatItHasCost()
    {
        var (worker, other) = (NewProcess(), NewProcess());
        var study = await CreateAsync(worker, Specs.Metered(Name, limitUsd: 1, parallelism: 1));
        await worker.AdvanceAsync(study, 1);
        var lease = await worker.LeaseAsync(study, 0);
        await lease.GiveBackAsync("it threw", new Money(40), CancellationToken.None);

        var (_, trial) = (await other.Cancellation.CancelAsync(Name, 0, CancellationToken.None))!.Value;
        var (_, again) = (await other.Cancellation.CancelAsync(Name, 0, CancellationToken.None))!.Value;

        Assert.Equal((TrialState.Pruned, "cancelled", 40), (trial.State, trial.Outcome.Reason, trial.Cost.Micro));
        Assert.Equal(trial.EndedAt, again.EndedAt);
        Assert.Null((await worker.ClaimAsync(study, 0, "next")).Lease);
        await worker.AdvanceAsync(study, 2);
        Assert.Equal((1, 40), ((await ReadConsistentAsync()).Study.Pruned, (await ReadConsistentAsync()).Study.Spent.Micro));
    }

    [Fact]
    public async Task Cancel_TrialThatRuns_IsSeenByItsWorkerAtOnceHereAndByTheNextHeartbeatElsewhere()
    {
        var (worker, other) = (NewProcess(), NewProcess());
        var study = await CreateAsync(worker, Specs.Small(Name, parallelism: 3));
        await worker.AdvanceAsync(study, 1);
        TrialLease[] leases = [
            await worker.LeaseAsync(study, 0, "a"), await worker.LeaseAsync(study, 1, "b"), await worker.LeaseAsync(study, 2, "c")];

        await worker.Cancellation.CancelAsync(Name, 0, CancellationToken.None);
        await other.Cancellation.CancelAsync(Name, 1, CancellationToken.None);

        Assert.Equal(("cancelled", null, null), (leases[0].Interruption, leases[1].Interruption, leases[2].Interruption));
        foreach (var lease in leases) Assert.Equal(LeaseState.Held, await lease.HeartbeatAsync(CancellationToken.None));
        Assert.Equal(("cancelled", "cancelled", null), (leases[0].Interruption, leases[1].Interruption, leases[2].Interruption));
        Assert.Null(await other.Cancellation.CancelAsync(Name, 99, CancellationToken.None));
        Assert.Null(await other.Cancellation.CancelAsync(StudyName.Parse("nobody"), 0, CancellationToken.None));
    }

    [Theory]
    [InlineData(TransportFault.Unavailable, 1)]
    [InlineData(TransportFault.AnswerLost, 1)]
    [InlineData(TransportFault.AnswerBroken, 1)]
    [InlineData(TransportFault.NotSent, 1)]
    [InlineData(TransportFault.Unavailable, 0)]
    [InlineData(TransportFault.AnswerLost, 0)]
    [InlineData(TransportFault.AnswerBroken, 0)]
    [InlineData(TransportFault.NotSent, 0)]
    public async Task Requests_FaultAtEachOfThem_EndAsIfThereWasNone(TransportFault fault, int maxRetries)
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            var calm = NewProcess();
            var study = await CreateAsync(calm, Specs.Small(name, trials: 4, parallelism: 2));
            await calm.AdvanceAsync(study, 1);
            await calm.CompleteAsync(study, 0, cost: 5);
            var network = new FaultyTransport(fault, k..(k + 1));
            var process = NewProcess(transport: network, maxRetries: maxRetries);

            await AskAsync(() => process.Store.PauseAsync(StudyName.Parse(name), CancellationToken.None));
            var cancelled = await AskAsync(() => process.Cancellation.CancelAsync(StudyName.Parse(name), 1, CancellationToken.None));
            var (first, _) = (await AskAsync(() => process.Store.FindTrialAsync(StudyName.Parse(name), 0, CancellationToken.None)))!.Value;
            await AskAsync(
                () => process.Store.RetryAsync(StudyName.Parse(name), first, CancellationToken.None, new StudyAsk(Key: "again")));
            var paused = await calm.AdvanceAsync(study, 2);
            var resumed = await AskAsync(() => process.Store.ResumeAsync(StudyName.Parse(name), CancellationToken.None));
            var plan = (await calm.AdvanceAsync(study, 3)).Plan;

            Assert.Equal((TrialState.Pruned, "cancelled"), (cancelled!.Value.Trial.State, cancelled.Value.Trial.Outcome.Reason));
            Assert.Equal((true, false), (paused.Study.IsPaused, resumed.Study!.IsPaused));
            Assert.Empty(paused.Plan.Start);
            Assert.Equal([2, 3], plan.Start);
            var (after, trials) = await ReadConsistentAsync(name);
            Assert.Equal((1, 1, 5), (after.Complete, after.Pruned, after.Spent.Micro));
            Assert.Equal((true, false), (trials[2].Enqueued, trials[3].Enqueued));
            Assert.Equal(trials[0].Parameters, trials[2].Parameters);
            if (network.Requests >= k) continue;
            Assert.True(k > FewestRequests, $"It took only {network.Requests} requests.");
            return;
        }
    }
}
