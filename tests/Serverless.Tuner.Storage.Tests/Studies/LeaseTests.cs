using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class LeaseTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Fact]
    public async Task GiveBack_FailedAttempt_WaitsForTheNextWithItsCost()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);

        Assert.Equal(LeaseState.Held, await lease.GiveBackAsync("it threw", new Money(100), CancellationToken.None));
        var next = await process.LeaseAsync(lease.Study, 0, "next");

        Assert.Equal((2, 1, 0, 100), (next.Trial.Attempt, next.Trial.Failures, next.Trial.Losses, next.Trial.Cost.Micro));
        Assert.Null(next.Trial.Outcome.Reason);
    }

    [Fact]
    public async Task Release_HostThatStops_IsNoFailureAndNoLoss()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);

        Assert.Equal(LeaseState.Held, await lease.ReleaseAsync(new Money(100), CancellationToken.None));
        var next = await NewProcess().LeaseAsync(lease.Study, 0, "next");
        await next.EndAsync(Outcomes.Complete(1), new Money(11), CancellationToken.None);

        Assert.Equal((2, 0, 0, 111), (next.Trial.Attempt, next.Trial.Failures, next.Trial.Losses, next.Trial.Cost.Micro));
    }

    [Theory]
    [InlineData("end")]
    [InlineData("give back")]
    [InlineData("release")]
    public async Task AnyWrite_AfterTheLeaseIsOver_ChangesNothing(string over)
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        await (over switch
        {
            "end" => lease.EndAsync(Outcomes.Complete(1), new Money(10), CancellationToken.None),
            "give back" => lease.GiveBackAsync("it threw", new Money(10), CancellationToken.None),
            _ => lease.ReleaseAsync(new Money(10), CancellationToken.None),
        });
        var before = (await TrialRowAsync()).ETag;
        Clock.Advance(TimeSpan.FromSeconds(1));

        // An objective that was left alone goes on reporting.
        Assert.Equal(LeaseState.Lost, await lease.ReportAsync(1, 1, CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await lease.HeartbeatAsync(CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await lease.GiveBackAsync("again", new Money(10), CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await lease.ReleaseAsync(new Money(10), CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await lease.EndAsync(Outcomes.Complete(2), new Money(10), CancellationToken.None));

        Assert.Equal(before, (await TrialRowAsync()).ETag);
        Assert.Empty((await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value.Reports);
    }

    [Theory]
    [InlineData(TransportFault.Unavailable)]
    [InlineData(TransportFault.AnswerLost)]
    [InlineData(TransportFault.NotSent)]
    public async Task End_FaultThenAskedAgain_IsRecordedOnce(TransportFault fault)
    {
        var lease = await StartAsync(NewProcess());
        var fails = false;
        var process = NewProcess(
            transport: new FaultyTransport((_, _) => ValueTask.FromResult(fails ? fault : TransportFault.None)), maxRetries: 0);
        var held = await process.LeaseAsync(lease.Study, 1, "mine");
        fails = true;
        await Assert.ThrowsAsync<RequestFailedException>(() => held.EndAsync(Outcomes.Complete(1), new Money(10), CancellationToken.None));
        fails = false;

        Assert.Equal(LeaseState.Held, await held.EndAsync(Outcomes.Complete(1), new Money(10), CancellationToken.None));

        var (_, trials) = (await NewProcess().Store.FindWithTrialsAsync(Name, CancellationToken.None))!.Value;
        Assert.Equal((TrialState.Complete, 10), (trials[1].State, (trials[1].Cost).Micro));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Report_AnswerLost_IsThereOnceAndTheLeaseGoesOn(int maxRetries)
    {
        var lease = await StartAsync(NewProcess());
        var faults = 0;
        var process = NewProcess(
            transport: new FaultyTransport(
                (_, _) => ValueTask.FromResult(faults-- > 0 ? TransportFault.AnswerLost : TransportFault.None)), maxRetries: maxRetries);
        var held = await process.LeaseAsync(lease.Study, 1, "mine");
        Clock.Advance(TimeSpan.FromSeconds(1));
        faults = 1;

        if (maxRetries == 0) await Assert.ThrowsAsync<RequestFailedException>(() => held.ReportAsync(1, 0.5, CancellationToken.None));
        Assert.Equal(LeaseState.Held, await held.ReportAsync(1, 0.5, CancellationToken.None));
        Assert.Equal(LeaseState.Held, await held.EndAsync(Outcomes.Complete(1), Money.Zero, CancellationToken.None));

        Assert.Equal([new Report(1, 0.5, null)], (await process.Store.FindTrialAsync(Name, 1, CancellationToken.None))!.Value.Reports);
    }

    [Fact]
    public async Task AnyWrite_AfterAHeartbeatFoundTheStudyDeleted_SendsNothing()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        // Marked, its rows not yet gone: the worker could go on writing to its trial.
        await Table.UpdateEntityAsync(new TableEntity(Name, "study") { ["Deleting"] = true }, ETag.All);
        Assert.Equal(LeaseState.Lost, await lease.HeartbeatAsync(CancellationToken.None));
        process.Log.Clear();

        Assert.Equal(LeaseState.Lost, await lease.ReportAsync(1, 1, CancellationToken.None));

        Assert.Equal(0, process.Log.Count);
    }

    [Fact]
    public async Task Reports_Concurrent_AreAllThere()
    {
        var process = NewProcess(TimeProvider.System);
        var lease = await StartAsync(process);

        var states = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => lease.ReportAsync(i, i, CancellationToken.None)));

        Assert.All(states, s => Assert.Equal(LeaseState.Held, s));
        Assert.Equal(
            Enumerable.Range(0, 30),
            (await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value.Reports.Select(r => r.Step));
    }

    [Fact]
    public async Task End_NotesThatFitIntoNoRow_FailsTheTrialAndSaysWhy()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        var outcome = Outcomes.Complete(1) with { Attributes = new Dictionary<string, string> { ["log"] = Specs.Noise(1, 700 * 1024) } };

        Assert.Equal(LeaseState.Held, await lease.EndAsync(outcome, new Money(10), CancellationToken.None));

        var (trial, reports) = (await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value;
        Assert.Equal((TrialState.Failed, 10), (trial.State, trial.Cost.Micro));
        Assert.Contains("too large", trial.Outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interruption_StopRequestedElsewhere_IsSeenAtTheNextHeartbeat()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        await NewProcess().Store.ChangeAsync(Name, s => StudyMachine.RequestStop(s, Contracts.StopMode.Now), CancellationToken.None);
        Assert.Null(lease.Interruption);

        await lease.HeartbeatAsync(CancellationToken.None);

        Assert.Equal("stopped", lease.Interruption);
    }

    [Fact]
    public async Task Interruption_StopRequestedHere_IsSeenAtOnce()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);

        await process.Store.ChangeAsync(Name, s => StudyMachine.RequestStop(s, Contracts.StopMode.Now), CancellationToken.None);

        Assert.Equal("stopped", lease.Interruption);
    }

    [Fact]
    public async Task Interruption_ProcessWorkedWithManyOtherStudies_IsSeenAllTheSame()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        for (var i = 0; i < 100; i++) await process.Store.FindAsync(StudyName.Parse($"other-{i}"), CancellationToken.None);
        await process.Store.ChangeAsync(Name, s => StudyMachine.RequestStop(s, Contracts.StopMode.Now), CancellationToken.None);

        await lease.HeartbeatAsync(CancellationToken.None);

        Assert.Equal("stopped", lease.Interruption);
    }

    private async Task<TrialLease> StartAsync(TunerProcess process)
    {
        var study = await CreateAsync(process, Specs.Small(Name));
        await process.AdvanceAsync(study, 1);
        return await process.LeaseAsync(study, 0);
    }

    private async Task<TableEntity> TrialRowAsync() => await Table.GetEntityAsync<TableEntity>(Name, "trial|0000000000");
}
