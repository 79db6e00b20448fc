using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Who may take a trial over from an evaluation that has claimed it, and when whoever may not looks again.</summary>
public sealed class TakeOverTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 25)]
    [InlineData(600, 60)]
    public async Task Claim_OfATrialThatIsEvaluatedInThisProcess_Waits(int ranSeconds, int waitSeconds)
    {
        var process = NewProcess();
        var study = await StartAsync(process);
        using var lease = await process.LeaseAsync(study, 0, "first");
        var before = (await TrialRowAsync()).ETag;
        Clock.Advance(TimeSpan.FromSeconds(ranSeconds)); // However silent it was.

        var second = await process.ClaimAsync(study, 0, "second");

        Assert.Equal(new ClaimResult(null, null, TimeSpan.FromSeconds(waitSeconds)), second);
        Assert.Equal(before, (await TrialRowAsync()).ETag);
        Assert.Equal(LeaseState.Held, await lease.EndAsync(Outcomes.Complete(3), Money.Zero, CancellationToken.None));
        Assert.Equal(3, (await process.ClaimAsync(study, 0, "third")).Ended!.Outcome.Values![0]);
    }

    [Fact]
    public async Task Claim_ByManyInOneProcessAtOnce_LeavesOneEvaluation()
    {
        var process = NewProcess();
        var study = await StartAsync(process);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => process.ClaimAsync(study, 0, $"claim-{i}"))));

        var lease = Assert.Single(claims, c => c.Lease is not null).Lease!;
        Assert.Equal(7, claims.Count(c => c.RetryAfter is not null));
        Assert.Equal(LeaseState.Held, await lease.EndAsync(Outcomes.Complete(1), Money.Zero, CancellationToken.None));
        Assert.Equal((1, 0), ((await TrialAsync()).Attempt, (await TrialAsync()).Losses));
    }

    [Fact]
    public async Task Claim_EvaluationOfThisProcessIsOverWithoutItsEndOnRecord_TakesOverAtOnce()
    {
        var process = NewProcess();
        var study = await StartAsync(process);
        (await process.LeaseAsync(study, 0, "first")).Dispose();

        using var lease = await process.LeaseAsync(study, 0, "second");

        Assert.Equal((2, 1), (lease.Trial.Attempt, lease.Trial.Losses));
    }

    [Fact]
    public async Task Claim_AnswerToAClaimOfThisProcessWasLost_TakesOverAtOnce()
    {
        var (study, isCut) = (await StartAsync(NewProcess()), false);
        var network =
            new FaultyTransport(
                (_, request) =>
                    ValueTask.FromResult(isCut && request.Method.Method == "PUT" ? TransportFault.AnswerLost : TransportFault.None));
        var process = NewProcess(transport: network, maxRetries: 0);
        isCut = true;
        await Assert.ThrowsAsync<RequestFailedException>(() => process.ClaimAsync(study, 0, "first"));
        isCut = false;

        using var lease = await process.LeaseAsync(study, 0, "second");

        Assert.Equal(2, lease.Trial.Attempt);
    }

    [Theory]
    [InlineData("data", null)]
    [InlineData("data", "elsewhere")]
    [InlineData(null, "data")]
    [InlineData(null, null)]
    public async Task Claim_OfAnotherHost_WaitsUntilThatHasBeenSilentForLong(string? theirs, string? ours)
    {
        var (there, here) = (NewProcess(directory: theirs), NewProcess(directory: ours));
        var study = await StartAsync(there);
        var lease = await there.LeaseAsync(study, 0, "there");
        Clock.Advance(TrialClaims.LossAfter - TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), (await here.ClaimAsync(study, 0, "here")).RetryAfter);
        Assert.Equal(LeaseState.Held, await lease.HeartbeatAsync(CancellationToken.None));
        Clock.Advance(TrialClaims.LossAfter);
        Assert.Equal(TimeSpan.FromSeconds(1), (await here.ClaimAsync(study, 0, "here")).RetryAfter);

        Clock.Advance(TimeSpan.FromSeconds(1));
        using var taken = await here.LeaseAsync(study, 0, "here");

        Assert.Equal((2, 1, here.Start.Name), (taken.Trial.Attempt, taken.Trial.Losses, taken.Trial.Host));
        Assert.Equal(LeaseState.Lost, await lease.EndAsync(Outcomes.Complete(1), Money.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task Claim_OfAnEarlierStartOnTheSameDirectory_TakesOverAtOnce()
    {
        var (there, here) = (NextProcess(), NextProcess());
        var study = await StartAsync(there);
        await there.LeaseAsync(study, 0, "there");

        using var taken = await here.LeaseAsync(study, 0, "here");

        Assert.Equal((2, 1), (taken.Trial.Attempt, taken.Trial.Losses));
    }

    [Fact]
    public async Task Claim_OfAHostThatLeftNoName_WaitsUntilThatHasBeenSilentForLong()
    {
        var study = await StartAsync(NewProcess());
        await NextProcess().LeaseAsync(study, 0, "older version");
        var row = await TrialRowAsync();
        row.Remove("Host");
        await Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        var here = NextProcess();

        Assert.NotNull((await here.ClaimAsync(study, 0, "here")).RetryAfter);
        Clock.Advance(TrialClaims.LossAfter + TimeSpan.FromSeconds(1));

        Assert.NotNull((await here.ClaimAsync(study, 0, "here")).Lease);
    }

    [Fact]
    public async Task Claim_TrialEndedOnAnotherHost_IsSeenAtTheNextLook()
    {
        var (there, here) = (NewProcess(), NewProcess());
        var study = await StartAsync(there);
        var lease = await there.LeaseAsync(study, 0, "there");
        Assert.NotNull((await here.ClaimAsync(study, 0, "here")).RetryAfter);

        await lease.EndAsync(Outcomes.Complete(3), Money.Zero, CancellationToken.None);

        Assert.Equal(3, (await here.ClaimAsync(study, 0, "here again")).Ended!.Outcome.Values![0]);
    }

    [Fact]
    public async Task Claim_HostWhoseClockIsHoursAheadFallsSilent_TakesOverByTheOwnClock()
    {
        var ahead = new FakeTimeProvider(Clock.GetUtcNow().AddHours(5));
        var (there, here) = (NewProcess(ahead), NewProcess());
        var study = await StartAsync(there);
        await there.LeaseAsync(study, 0, "there");
        Assert.Equal(TimeSpan.FromSeconds(1), (await here.ClaimAsync(study, 0, "here")).RetryAfter);
        Clock.Advance(TrialClaims.LossAfter);
        Assert.NotNull((await here.ClaimAsync(study, 0, "here")).RetryAfter);

        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull((await here.ClaimAsync(study, 0, "here")).Lease);
    }

    [Fact]
    public async Task FindLost_EvaluationOfThisProcess_IsNotLostHoweverLongItCouldNotWrite()
    {
        var process = NewProcess();
        var study = await StartAsync(process);
        var lease = await process.LeaseAsync(study, 0);
        Clock.Advance(TrialClaims.LossAfter + TimeSpan.FromSeconds(1));
        Assert.Empty(await process.Claims.FindLostAsync(Name, CancellationToken.None));
        Assert.Equal([0], await NewProcess().Claims.FindLostAsync(Name, CancellationToken.None));

        lease.Dispose();

        Assert.Equal([0], await process.Claims.FindLostAsync(Name, CancellationToken.None));
    }

    [Theory]
    [InlineData("give back")]
    [InlineData("release")]
    public async Task Claim_TrialThatAnotherHostGaveBack_IsFreeAtOnce(string how)
    {
        var process = NewProcess();
        var study = await StartAsync(process);
        var lease = await process.LeaseAsync(study, 0);
        await (how == "release"
            ? lease.ReleaseAsync(Money.Zero, CancellationToken.None)
            : lease.GiveBackAsync("it threw", Money.Zero, CancellationToken.None));
        Assert.Null((await TrialAsync()).Host);

        using var next = await NewProcess().LeaseAsync(study, 0, "next");

        Assert.Equal((2, 0), (next.Trial.Attempt, next.Trial.Losses));
    }

    private async Task<Study> StartAsync(TunerProcess process)
    {
        var study = await CreateAsync(process, Specs.Small(Name));
        await process.AdvanceAsync(study, 1);
        return study;
    }

    private async Task<Trial> TrialAsync() => (await NewProcess().Store.FindWithTrialsAsync(Name, CancellationToken.None))!.Value.Trials[0];

    private async Task<TableEntity> TrialRowAsync() => await Table.GetEntityAsync<TableEntity>(Name, "trial|0000000000");
}
