using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class ClaimTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    /// <summary>What a second costs at a dollar an hour, in micro-dollars before rounding up.</summary>
    private const double MicroPerSecond = 1_000_000 / 3600d;

    [Fact]
    public async Task Claim_ReportAndEnd_AreOnTheTrialsRow()
    {
        var process = NewProcess();
        var study = await StartAsync(process, Specs.Small(Name));
        var lease = await process.LeaseAsync(study, 2);
        Assert.Equal(LeaseState.Held, await lease.ReportAsync(1, 0.5, CancellationToken.None));
        Assert.Equal(LeaseState.Held, await lease.ReportAsync(2, 0.25, CancellationToken.None));
        Clock.Advance(TimeSpan.FromSeconds(3));
        var outcome = Outcomes.Complete(0.125) with { Attributes = new Dictionary<string, string> { ["model"] = "a" } };

        Assert.Equal(LeaseState.Held, await lease.EndAsync(outcome, new Money(7), CancellationToken.None));

        var (trial, reports) = (await NewProcess().Store.FindTrialAsync(Name, 2, CancellationToken.None))!.Value;
        Assert.Equal((TrialState.Complete, 1, 7), (trial.State, trial.Attempt, trial.Cost.Micro));
        Assert.Equal([0.125], trial.Outcome.Values!);
        Assert.Equal("a", trial.Outcome.Attributes!["model"]);
        Assert.Equal([new Report(1, 0.5, null), new Report(2, 0.25, null)], reports);
        Assert.Equal(TimeSpan.FromSeconds(3), trial.EndedAt - trial.StartedAt);
    }

    [Fact]
    public async Task Claim_CallerStopsWaitingWhileItIsWritten_GetsTheLeaseAndCanGiveItBack()
    {
        var study = await StartAsync(NewProcess(), Specs.Small(Name));
        using var stopping = new CancellationTokenSource();
        var process = NewProcess(transport: new FaultyTransport(async (_, request) =>
        {
            if (request.Method == HttpMethod.Put) await stopping.CancelAsync();
            return TransportFault.None;
        }));

        using var lease = (await process.Claims.ClaimAsync(study.Name, study.Run, 0, "claim", stopping.Token)).Lease!;

        Assert.Equal(LeaseState.Held, await lease.ReleaseAsync(Money.Zero, CancellationToken.None));
        using var next = await NewProcess().LeaseAsync(study, 0, "next");
        Assert.Equal(0, next.Trial.Losses);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => process.Claims.ClaimAsync(study.Name, study.Run, 1, "too late", stopping.Token));
    }

    [Fact]
    public async Task Claim_OfASuccessor_SupersedesTheFirst()
    {
        var (first, second) = (NextProcess(), NextProcess());
        var study = await StartAsync(first, Specs.Small(Name));
        var given = await first.LeaseAsync(study, 0, "first");
        var taken = await second.LeaseAsync(study, 0, "second");

        Assert.Equal(LeaseState.Lost, await given.HeartbeatAsync(CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await given.ReportAsync(1, 1, CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await given.GiveBackAsync("no", new Money(1), CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await given.ReleaseAsync(new Money(1), CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await given.EndAsync(Outcomes.Complete(1), new Money(1), CancellationToken.None));
        Assert.Equal(LeaseState.Held, await taken.EndAsync(Outcomes.Complete(2), Money.Zero, CancellationToken.None));

        var (trial, reports) = (await first.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value;
        Assert.Equal((TrialState.Complete, 2, 2d), (trial.State, trial.Attempt, trial.Outcome.Values![0]));
        Assert.Empty(reports);
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_LeavesOneHolder()
    {
        var study = await StartAsync(NewProcess(), Specs.Small(Name));
        var leases = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => NextProcess(TimeProvider.System).LeaseAsync(study, 0, $"claim-{i}")));

        var ends = await Task.WhenAll(leases.Select(l => l.EndAsync(Outcomes.Complete(1), new Money(5), CancellationToken.None)));

        Assert.Single(ends, LeaseState.Held);
        Assert.Equal(5, ((await NewProcess().Store.FindWithTrialsAsync(Name, CancellationToken.None))!.Value.Trials[0].Cost).Micro);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Claim_SameIdAfterALostAnswer_ContinuesTheAttempt(int maxRetries)
    {
        var study = await StartAsync(NewProcess(), Specs.Small(Name));
        var lost = false;
        var process = NewProcess(transport: new FaultyTransport((_, request) =>
        {
            if (lost || request.Method.Method != "PUT") return ValueTask.FromResult(TransportFault.None);
            lost = true;
            return ValueTask.FromResult(TransportFault.AnswerLost);
        }), maxRetries: maxRetries);

        if (maxRetries == 0) await Assert.ThrowsAsync<RequestFailedException>(() => process.ClaimAsync(study, 0, "mine"));
        var lease = await process.LeaseAsync(study, 0, "mine");

        Assert.True(lost);
        Assert.Equal((1, 0), (lease.Trial.Attempt, lease.Trial.Losses));
        Assert.Equal(LeaseState.Held, await lease.EndAsync(Outcomes.Complete(1), Money.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task Claim_EndedTrial_AnswersHowItEnded()
    {
        var process = NewProcess();
        var study = await StartAsync(process, Specs.Small(Name));
        await process.CompleteAsync(study, 0, value: 3);

        var here = await process.ClaimAsync(study, 0, "again");
        var elsewhere = await NewProcess().ClaimAsync(study, 0, "again");
        await process.AdvanceAsync(study, 2, 1, 2, 3);
        var told = await NewProcess().ClaimAsync(study, 0, "again");

        foreach (var claim in new[] { here, elsewhere, told })
        {
            Assert.Null(claim.Lease);
            Assert.Equal(3, claim.Ended!.Outcome.Values![0]);
        }
    }

    [Fact]
    public async Task Claim_OfASupersededRun_GetsNothing()
    {
        var study = await StartAsync(NewProcess(), Specs.Small(Name));
        await NewProcess().Store.RestartAsync(Name, study.Run, CancellationToken.None);

        Assert.Equal(new ClaimResult(null, null), await NewProcess().ClaimAsync(study, 0, "claim"));
    }

    [Fact]
    public async Task Claim_NoSuchTrial_GetsNothing()
    {
        var process = NewProcess();
        var study = await StartAsync(process, Specs.Small(Name));

        Assert.Equal(new ClaimResult(null, null), await process.ClaimAsync(study, 99, "claim"));
    }

    [Fact]
    public async Task Claim_AfterDeletion_GetsNothing()
    {
        var (warm, other) = (NewProcess(TimeProvider.System), NewProcess());
        var study = await StartAsync(warm, Specs.Small(Name));
        var lease = await warm.LeaseAsync(study, 0);
        await other.Store.DeleteAsync(Name, CancellationToken.None);

        Assert.Equal(new ClaimResult(null, null), await warm.ClaimAsync(study, 1, "claim"));
        Assert.Equal(new ClaimResult(null, null), await NewProcess().ClaimAsync(study, 0, "claim"));
        Assert.Equal(LeaseState.Lost, await lease.EndAsync(Outcomes.Complete(1), Money.Zero, CancellationToken.None));
        Assert.Equal(LeaseState.Lost, await lease.ReportAsync(1, 1, CancellationToken.None));
        Assert.Empty(await RowsAsync());
    }

    [Theory]
    [InlineData(25, 60, 25 + 10)]
    [InlineData(25, 4, 25 + 4)]
    [InlineData(0, 60, 10)]
    public async Task Claim_LostAttempt_IsChargedUpToTheLastPossibleSignOfLife(int heartbeatAfter, int claimedAfter, int chargedSeconds)
    {
        var process = NextProcess();
        var study = await StartAsync(process, Specs.Metered(Name, limitUsd: 1));
        var lost = await process.LeaseAsync(study, 0, "lost");
        Clock.Advance(TimeSpan.FromSeconds(heartbeatAfter));
        await lost.HeartbeatAsync(CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(claimedAfter));

        var next = await NextProcess().LeaseAsync(study, 0, "next");

        Assert.Equal((2, 1), (next.Trial.Attempt, next.Trial.Losses));
        Assert.Equal((long)Math.Ceiling(chargedSeconds * MicroPerSecond), next.Trial.Cost.Micro);
    }

    [Fact]
    public async Task Claim_LostAttemptThatOutlastedItsReservation_IsChargedTheReservation()
    {
        var process = NextProcess();
        var study = await StartAsync(process, Specs.Metered(Name, limitUsd: 0.01m));
        var lost = await process.LeaseAsync(study, 0, "lost");
        Clock.Advance(TimeSpan.FromHours(1));
        await lost.HeartbeatAsync(CancellationToken.None);

        var next = await NextProcess().LeaseAsync(study, 0, "next");
        Clock.Advance(TimeSpan.FromHours(1));
        var third = await NextProcess().LeaseAsync(study, 0, "third");

        Assert.Equal(lost.Reserved, next.Trial.Cost);
        Assert.Equal(lost.Reserved, third.Trial.Cost);
    }

    [Fact]
    public async Task Claim_LostAttemptWhoseReservationGrewInAnotherProcess_IsChargedWhatItUsed()
    {
        var (warm, other) = (NextProcess(), NextProcess());
        var study = await StartAsync(warm, Specs.Metered(Name, limitUsd: 0.1m));
        var lost = await other.LeaseAsync(study, 0, "lost");
        var before = lost.Reserved;
        Assert.True(await lost.ReserveMoreAsync(new Money(20_000), CancellationToken.None));
        Clock.Advance(TimeSpan.FromSeconds(90));
        await lost.HeartbeatAsync(CancellationToken.None);

        var next = await warm.LeaseAsync(study, 0, "next");

        var used = (long)Math.Ceiling(90 * MicroPerSecond);
        Assert.True(used > before.Micro);
        Assert.Equal(used, next.Trial.Cost.Micro);
    }

    [Fact]
    public async Task Claim_WorkersLostTooOften_FailsTheTrial()
    {
        var study = await StartAsync(NextProcess(), Specs.Metered(Name, limitUsd: 1));
        for (var i = 0; i < Attempts.MaxLosses; i++)
        {
            Assert.NotNull((await NextProcess().ClaimAsync(study, 0, $"claim-{i}")).Lease);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var process = NextProcess();
        var last = await process.ClaimAsync(study, 0, "one too many");
        await process.AdvanceAsync(study, 2, 1, 2, 3);

        Assert.Null(last.Lease);
        Assert.Equal((TrialState.Failed, Attempts.MaxLosses), (last.Ended!.State, last.Ended.Attempt));
        Assert.Contains("lost 10 times", last.Ended.Outcome.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 10 * 278), ((await ReadConsistentAsync()).Study.Failed, last.Ended.Cost.Micro));
    }

    [Fact]
    public async Task FindLost_SilentWorker_IsFoundOnceItIsTakenForLost()
    {
        var process = NewProcess();
        var study = await StartAsync(process, Specs.Small(Name));
        var silent = await process.LeaseAsync(study, 1);
        var lively = await process.LeaseAsync(study, 2);
        Clock.Advance(TrialClaims.LossAfter);
        await lively.HeartbeatAsync(CancellationToken.None);
        Assert.Empty(await NewProcess().Claims.FindLostAsync(Name, CancellationToken.None));

        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([silent.Trial.Number], await NewProcess().Claims.FindLostAsync(Name, CancellationToken.None));
    }

    [Fact]
    public async Task FindLost_StudyThatThisProcessDoesNotKnow_ReadsTwoAnswersAndRemembersNothing()
    {
        var process = NewProcess();
        var study = await StartAsync(process, Specs.Small(Name, trials: 50));
        foreach (var number in (int[])[0, 1, 2]) await process.CompleteAsync(study, number);
        await process.AdvanceAsync(study, 2, 3);
        await process.LeaseAsync(study, 4);
        Clock.Advance(TrialClaims.LossAfter + TimeSpan.FromSeconds(1));
        var sweeper = NewProcess();
        await sweeper.Store.ReadAsync(Name, CancellationToken.None);
        sweeper.Log.Clear();

        Assert.Equal([4], await sweeper.Claims.FindLostAsync(Name, CancellationToken.None));

        Assert.Equal(2, sweeper.Log.Count);
        Assert.Contains(
            "RowKey ge 'trial|0000000003' and RowKey le 'trial|0000000006'", sweeper.Log.ToString().Replace('+', ' '),
            StringComparison.Ordinal);
        Assert.Null(sweeper.Store.Cache.Get(Name).Study);
    }

    private static async Task<Study> StartAsync(TunerProcess process, StudySpec spec)
    {
        var study = await CreateAsync(process, spec);
        Assert.Equal(spec.Parallelism, (await process.AdvanceAsync(study, 1)).Plan.Start.Count);
        return study;
    }
}
