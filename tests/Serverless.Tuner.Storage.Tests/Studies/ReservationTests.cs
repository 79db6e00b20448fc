using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class ReservationTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Fact]
    public async Task ReserveMore_SixteenLeasesAtOnce_NeverExceedTheLimit()
    {
        const int Leases = 16;
        TunerProcess[] processes = [NewProcess(TimeProvider.System), NewProcess(TimeProvider.System)];
        var study = await CreateAsync(processes[0], Specs.Metered(Name, limitUsd: 0.1m, trials: 32, parallelism: Leases));
        await processes[0].AdvanceAsync(study, 1);
        var leases = await Task.WhenAll(Enumerable.Range(0, Leases).Select(i => processes[i % 2].LeaseAsync(study, i, $"claim-{i}")));

        await Task.WhenAll(leases.Select(async lease =>
        {
            for (var i = 0; i < 6; i++)
            {
                await lease.ReserveMoreAsync(new Money(997), CancellationToken.None);
                await AssertWithinLimitAsync();
            }
        }));

        // 50,000 of the 100,000 were reserved at the start; 96 wishes of 997 are more than what was left.
        var (read, _) = await ReadConsistentAsync();
        Assert.Equal(100_000, read.Ledger.Reserved.Micro);
        Assert.False(await leases[0].ReserveMoreAsync(new Money(1), CancellationToken.None));
    }

    [Fact]
    public async Task ReserveMore_PartOfItIsFree_GrantsThePart()
    {
        var (process, lease) = await StartAsync(parallelism: 1, trials: 2);
        var before = lease.Reserved;

        Assert.True(await lease.ReserveMoreAsync(new Money(1_000_000), CancellationToken.None));

        Assert.Equal((50_000, 100_000), (before.Micro, lease.Reserved.Micro));
        Assert.False(await lease.ReserveMoreAsync(new Money(1), CancellationToken.None));
        Assert.NotNull(process);
    }

    [Fact]
    public async Task ReserveMore_AnotherRunOfTheStudyHasBegun_IsGrantedAllTheSame()
    {
        var (process, lease) = await StartAsync(parallelism: 1, trials: 4);
        var restarted = await process.Store.RestartAsync(Name, lease.Study.Run, CancellationToken.None);

        Assert.True(await lease.ReserveMoreAsync(new Money(1_000), CancellationToken.None));

        Assert.Equal((restarted!.Run, LeaseState.Held), (lease.Study.Run, await lease.HeartbeatAsync(CancellationToken.None)));
        await ReadConsistentAsync();
    }

    [Fact]
    public async Task Heartbeat_AnotherRunOfTheStudyHasBegun_KeepsTheTrialUntilItsEnd()
    {
        var (process, lease) = await StartAsync(parallelism: 1, trials: 4);
        var restarted = await process.Store.RestartAsync(Name, lease.Study.Run, CancellationToken.None);

        Assert.Equal(LeaseState.Held, await lease.HeartbeatAsync(CancellationToken.None));

        Assert.NotNull((await process.ClaimAsync(restarted!, 0, "another's")).RetryAfter);
        Assert.Equal(LeaseState.Held, await lease.EndAsync(Outcomes.Complete(1), new Money(10), CancellationToken.None));
        await process.AdvanceAsync(restarted!, 1);
        Assert.Equal(1, (await ReadConsistentAsync()).Study.Complete);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ReserveMore_AnswerLost_IsGrantedOnce(int maxRetries)
    {
        var (_, first) = await StartAsync(parallelism: 1, trials: 4);
        var lost = true;
        var process = NewProcess(transport: new FaultyTransport((_, request) =>
        {
            if (lost || request.Method.Method != "PUT") return ValueTask.FromResult(TransportFault.None);
            lost = true;
            return ValueTask.FromResult(TransportFault.AnswerLost);
        }), maxRetries: maxRetries);
        var lease = await process.LeaseAsync(first.Study, 0, "mine");
        var before = lease.Reserved;
        lost = false;

        if (maxRetries == 0)
            await Assert.ThrowsAsync<RequestFailedException>(() => lease.ReserveMoreAsync(new Money(1_000), CancellationToken.None));
        Assert.True(await lease.ReserveMoreAsync(new Money(1_000), CancellationToken.None));

        Assert.Equal(before + new Money(1_000), lease.Reserved);
        Assert.Equal(before + new Money(1_000), (await ReadConsistentAsync()).Study.Ledger.Reserved);
    }

    [Fact]
    public async Task ReserveMore_AnswerLostAndNothingLeft_IsGranted()
    {
        var (_, first) = await StartAsync(parallelism: 1, trials: 2);
        var lost = true;
        var process = NewProcess(transport: new FaultyTransport((_, request) =>
        {
            if (lost || request.Method.Method != "PUT") return ValueTask.FromResult(TransportFault.None);
            lost = true;
            return ValueTask.FromResult(TransportFault.AnswerLost);
        }), maxRetries: 1);
        var lease = await process.LeaseAsync(first.Study, 0, "mine");
        lost = false;

        Assert.True(await lease.ReserveMoreAsync(new Money(1_000_000), CancellationToken.None));

        Assert.Equal(100_000, lease.Reserved.Micro);
    }

    [Fact]
    public async Task ReserveMore_StudyGoneOrAnotherOfItsName_GrantsNothing()
    {
        var (_, first) = await StartAsync(parallelism: 1, trials: 4);
        var other = NewProcess();
        await other.Store.DeleteAsync(Name, CancellationToken.None);
        Assert.False(await first.ReserveMoreAsync(new Money(1_000), CancellationToken.None));

        var (_, second) = await StartAsync(parallelism: 1, trials: 4);
        await other.Store.DeleteAsync(Name, CancellationToken.None);
        Clock.Advance(TimeSpan.FromMilliseconds(1)); // No study is created in the millisecond in which its namesake was.
        var study = await CreateAsync(other, Specs.Metered(Name, limitUsd: 0.1m, trials: 4, parallelism: 1));
        await other.AdvanceAsync(study, 1);
        await other.LeaseAsync(study, 0, "another's");
        var before = (await ReadConsistentAsync()).Study.Ledger;

        Assert.False(await second.ReserveMoreAsync(new Money(1_000), CancellationToken.None));

        Assert.Equal(before, (await ReadConsistentAsync()).Study.Ledger);
    }

    [Fact]
    public async Task ReserveMore_TrialThatTheStudyWasToldOf_GrantsNothing()
    {
        var (process, lease) = await StartAsync(parallelism: 1, trials: 4);
        await lease.EndAsync(Outcomes.Complete(1), new Money(100), CancellationToken.None);
        await process.AdvanceAsync(lease.Study, 2);
        var before = (await ReadConsistentAsync()).Study.Ledger;

        Assert.False(await lease.ReserveMoreAsync(new Money(1_000), CancellationToken.None));

        Assert.Equal(before, (await ReadConsistentAsync()).Study.Ledger);
    }

    private async Task<(TunerProcess Process, TrialLease Lease)> StartAsync(int parallelism, int trials)
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Metered(Name, limitUsd: 0.1m, trials, parallelism));
        await process.AdvanceAsync(study, 1);
        return (process, await process.LeaseAsync(study, 0, "mine"));
    }

    private async Task AssertWithinLimitAsync()
    {
        var row = await StudyRowAsync();
        var (spent, reserved,
            limit) = (row.GetInt64("SpentMicroUsd")!.Value, row.GetInt64("ReservedMicroUsd")!.Value, row.GetInt64("LimitMicroUsd")!.Value);
        Assert.True(spent + reserved <= limit, $"{spent} + {reserved} > {limit}");
    }
}
