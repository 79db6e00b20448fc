using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Storage.Tests;
using Serverless.Tuner.Storage.Tests.Studies;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>What a process knows of its own trials' intermediate values and of those that other processes have written.</summary>
public sealed class StudyCurvesTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private static readonly PrunerSpec Median = PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(1L)));

    [Fact]
    public async Task Refresh_TrialOfAnotherProcess_IsJudgedByWhatThatReported()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await CreateAsync(here, Specs.Small(Name) with { Pruner = Median });
        await here.AdvanceAsync(study, 1);
        var good = await LeaseAsync(there, study, 0);
        for (var step = 0; step < 3; step++) good.Report(step, 0.1);
        await good.EndAsync(Outcomes.Complete(0.1));
        var bad = await LeaseAsync(here, study, 1);
        var pruner = Core.Pruners.PrunerCatalog.BuiltIn.Create(Median, new Core.Pruners.PrunerContext(Name, Direction.Minimize));
        bad.Report(0, 0.5);
        Assert.True(bad.LooksAtOthers(pruner));
        Assert.False(bad.ShouldPrune(pruner));

        Assert.Equal(1, await bad.RefreshAsync(TimeSpan.FromSeconds(1)));

        Assert.True(bad.ShouldPrune(pruner));
    }

    [Fact]
    public async Task Refresh_SeveralAtOnceOrSoonAgain_ReadOnce()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await StartStudyAsync(there);
        var leases = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => LeaseAsync(here, study, n)));
        here.Log.Clear();

        var requests = await Task.WhenAll(leases.Select(l => l.RefreshAsync(TimeSpan.FromSeconds(1))));
        Assert.Equal(0, await leases[0].RefreshAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal((1, 1), (requests.Sum(), here.Log.Count));

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await leases[0].RefreshAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Refresh_TrialsThatEnded_AreNotReadAgain()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await StartStudyAsync(there);
        for (var number = 0; number < 2; number++)
        {
            var ended = await LeaseAsync(there, study, number);
            ended.Report(0, number);
            await ended.EndAsync(Outcomes.Complete(number));
        }

        var running = await LeaseAsync(there, study, 3);
        await running.ReportAsync(0, 3);
        var lease = await LeaseAsync(here, study, 2);
        await lease.RefreshAsync();
        await running.ReportAsync(1, 4);
        here.Log.Clear();

        await lease.RefreshAsync();

        // 0 and 1 have ended, 2 is this process's own.
        Assert.Contains("report|0000000003|", Assert.Single(here.Log.Requests), StringComparison.Ordinal);
        Assert.Equal([0, 1], lease.Known(3)!.Steps);
        Assert.Equal([1.0], lease.Known(1)!.Values);
    }

    [Fact]
    public async Task Refresh_TrialsThatEndedWithoutAReport_AreNotWaitedFor()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await StartStudyAsync(there, pruner: new PrunerSpec());
        for (var number = 0; number < 3; number++) await there.CompleteAsync(study, number);
        await there.AdvanceAsync(study, 2, 3);
        var lease = await LeaseAsync(here, study, 3);
        await lease.RefreshAsync();
        here.Log.Clear();

        await lease.RefreshAsync();

        Assert.Contains("report|0000000004|", Assert.Single(here.Log.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_AllTrialsAreTheProcessesOwn_ReadsNothing()
    {
        var process = NewProcess();
        var study = await StartStudyAsync(process);
        var leases = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => LeaseAsync(process, study, n, $"claim-{n}")));
        leases[1].Report(0, 0.5);
        await leases[2].EndAsync(Outcomes.Complete(1));
        process.Log.Clear();

        Assert.Equal(0, await leases[0].RefreshAsync());

        Assert.Equal(0, process.Log.Count);
        Assert.Equal([0.5], leases[0].Known(1)!.Values);
    }

    [Fact]
    public async Task Refresh_TrialWasTakenOver_GoesOnWithTheOthersValues()
    {
        var (here, there) = (NextProcess(), NextProcess());
        var study = await StartStudyAsync(here);
        var lost = await LeaseAsync(here, study, 0, "lost");
        await lost.ReportAsync(0, 1);
        var taken = await LeaseAsync(there, study, 0, "taken");
        await taken.ReportAsync(0, 2);
        Assert.Equal(LeaseState.Lost, await lost.FlushAsync());
        var lease = await LeaseAsync(here, study, 1);

        await lease.RefreshAsync();

        Assert.Equal([2.0], lease.Known(0)!.Values);
    }

    [Fact]
    public async Task Report_ToATrialThatHasEnded_ChangesNoCurve()
    {
        var process = NewProcess();
        var lease = await StartAsync(process, Median);
        lease.Report(0, 0.5);
        await lease.EndAsync(Outcomes.Complete(0.5));

        lease.Report(0, 99);

        var other = await LeaseAsync(process, lease.Lease.Study, 1);
        Assert.Equal((TrialState.Complete, 0.5, 0.5), (other.Known(0)!.State, other.Known(0)!.Result, other.Known(0)!.Values.Single()));
        Assert.Equal(0, lease.Lease.Reports.Waiting);
    }

    [Theory]
    [InlineData("give back")]
    [InlineData("release")]
    [InlineData("lost")]
    public async Task Refresh_TrialOfTwoAttempts_TheLaterOneCountsAlone(string end)
    {
        var process = NextProcess();
        var study = await StartStudyAsync(process);
        var first = await LeaseAsync(process, study, 0);
        for (var step = 0; step < 5; step++) await first.ReportAsync(step, -1);
        await (end switch
        {
            "give back" => first.Lease.GiveBackAsync("it threw", Money.Zero, CancellationToken.None),
            "release" => first.Lease.ReleaseAsync(Money.Zero, CancellationToken.None),
            _ => Task.CompletedTask,
        });
        var next = await LeaseAsync(NextProcess(), study, 0, "next");
        await next.ReportAsync(0, 0.5);
        await next.ReportAsync(1, 0.25);
        await next.EndAsync(TrialOutcome.Pruned("enough", 0.25));

        var other = await LeaseAsync(NewProcess(), study, 1, "other");
        other.Report(0, 1);
        await other.RefreshAsync();

        Assert.Equal([0.5, 0.25], other.Known(0)!.Values);
        Assert.Equal(TrialState.Pruned, other.Known(0)!.State);
    }

    private async Task<Reporter> StartAsync(TunerProcess process, PrunerSpec? pruner = null) =>
        await LeaseAsync(process, await StartStudyAsync(process, pruner), 0);

    private async Task<Study> StartStudyAsync(TunerProcess process, PrunerSpec? pruner = null)
    {
        var study = await CreateAsync(process, Specs.Small(Name) with { Pruner = pruner ?? Median });
        await process.AdvanceAsync(study, 1);
        return study;
    }

    private async Task<Reporter> LeaseAsync(TunerProcess process, Study study, int number, string claim = "claim") =>
        new(await process.LeaseAsync(study, number, claim), Clock);
}
