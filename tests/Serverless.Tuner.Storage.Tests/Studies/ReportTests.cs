using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Intermediate values: how they come into the table, and how they are read again.</summary>
public sealed class ReportTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private static readonly PrunerSpec Median = PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(1L)));

    [Fact]
    public async Task Flush_ManyReports_IsOneRequestAndOneRow()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        process.Log.Clear();
        for (var step = 0; step < 500; step++) lease.Report(step, step / 8.0, step * 10);
        Assert.Equal(500, lease.WaitingReports);

        Assert.Equal(LeaseState.Held, await lease.FlushAsync(CancellationToken.None));

        Assert.Equal((1, 0), (process.Log.Count, lease.WaitingReports));
        Assert.Single(await ReportRowsAsync());
        Assert.Equal(
            Enumerable.Range(0, 500).Select(step => new ReportView(step, step / 8.0, step * 0.00001m)),
            (await NewProcess().Trials.FindAsync(Name, 0, CancellationToken.None))!.Reports!);
    }

    [Fact]
    public async Task Report_StepThatWasReportedBefore_ReplacesItsValueInWhateverBatch()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        lease.Report(1, 1);
        lease.Report(2, 2);
        lease.Report(1, 10);
        await lease.FlushAsync(CancellationToken.None);
        lease.Report(2, 20);
        await lease.EndAsync(Outcomes.Complete(1), 0, CancellationToken.None);

        var trial = (await process.Trials.FindAsync(Name, 0, CancellationToken.None))!;

        Assert.Equal([new ReportView(1, 10), new ReportView(2, 20)], trial.Reports!);
        Assert.Equal(2, trial.LastStep);
    }

    [Theory]
    [InlineData("give back")]
    [InlineData("release")]
    [InlineData("lost")]
    public async Task Report_OfALaterAttempt_CountsAloneHoweverTheEarlierOneEnded(string end)
    {
        var process = NextProcess();
        var lease = await StartAsync(process);
        for (var step = 0; step < 5; step++) await lease.ReportAsync(step, -1, CancellationToken.None);
        await (end switch
        {
            "give back" => lease.GiveBackAsync("it threw", 0, CancellationToken.None),
            "release" => lease.ReleaseAsync(0, CancellationToken.None),
            _ => Task.CompletedTask,
        });

        var next = await NextProcess().LeaseAsync(lease.Study, 0, "next");
        Assert.Null(next.Trial.LastStep);
        await next.ReportAsync(0, 0.5, CancellationToken.None);
        Assert.Equal([new ReportView(0, 0.5)], (await process.Trials.FindAsync(Name, 0, CancellationToken.None))!.Reports!);
        await next.ReportAsync(1, 0.25, CancellationToken.None);
        await next.EndAsync(TrialOutcome.Pruned("enough", 0.25), 0, CancellationToken.None);

        var trial = (await process.Trials.FindAsync(Name, 0, CancellationToken.None))!;
        Assert.Equal([new ReportView(0, 0.5), new ReportView(1, 0.25)], trial.Reports!);
        Assert.Equal((1, 2), (trial.LastStep, trial.Attempt));
        // What was left of the first attempt is still there; a process that reads nothing else leaves it out too.
        Assert.Equal(5, (await ReportRowsAsync()).Count);
        var other = await NewProcess().LeaseAsync(lease.Study, 1, "other");
        other.Report(0, 1);
        await other.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal([0.5, 0.25], other.Known(0)!.Values);
    }

    [Fact]
    public async Task Report_RowsOfTheOlderForm_AreStillRead()
    {
        var process = NewProcess();
        var lease = await StartAsync(process, new PrunerSpec());
        for (var step = 0; step < 3; step++)
            await Table.AddEntityAsync(new TableEntity(Name, $"report|0000000000|{step * 5:D10}") { ["Value"] = step / 2.0 });
        await lease.EndAsync(Outcomes.Complete(1), 0, CancellationToken.None);

        Assert.Equal([new(0, 0), new(5, 0.5), new(10, 1)], (await process.Trials.FindAsync(Name, 0, CancellationToken.None))!.Reports!);
        var other = await NewProcess().LeaseAsync(lease.Study, 1, "other");
        await other.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal([0, 5, 10], other.Known(0)!.Steps);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public async Task End_StudyWithAPrunerOrReportsThatWait_SaysInTheLastRowHowTheTrialEnded(bool prunes, bool waits, bool expected)
    {
        var process = NewProcess();
        var lease = await StartAsync(process, prunes ? Median : new PrunerSpec());
        if (waits) lease.Report(7, 0.5);
        process.Log.Clear();

        await lease.EndAsync(Outcomes.Complete(0.125), 0, CancellationToken.None);

        Assert.Equal(1, process.Log.Count);
        var rows = await ReportRowsAsync();
        Assert.Equal(expected ? 1 : 0, rows.Count);
        Assert.All(rows, row => Assert.Equal(("Complete", 0.125, 1), (row.GetString("Final"), row.GetDouble("Result"), row.GetInt32("Attempt"))));
        Assert.Equal(waits ? 7 : null, (await process.Trials.FindAsync(Name, 0, CancellationToken.None))!.LastStep);
    }

    [Fact]
    public async Task Report_ToATrialThatHasEnded_ChangesNoCurve()
    {
        var process = NewProcess();
        var lease = await StartAsync(process, Median);
        lease.Report(0, 0.5);
        await lease.EndAsync(Outcomes.Complete(0.5), 0, CancellationToken.None);

        lease.Report(0, 99);

        var other = await process.LeaseAsync(lease.Study, 1);
        Assert.Equal((TrialState.Complete, 0.5, 0.5), (other.Known(0)!.State, other.Known(0)!.Result, other.Known(0)!.Values.Single()));
        Assert.Equal(0, lease.WaitingReports);
    }

    [Theory]
    [InlineData(TransportFault.Unavailable, 0)]
    [InlineData(TransportFault.AnswerLost, 0)]
    [InlineData(TransportFault.NotSent, 0)]
    [InlineData(TransportFault.AnswerLost, 1)]
    public async Task Reports_FaultAtAnyRequest_AreThereOnceAndNoneIsLost(TransportFault fault, int maxRetries)
    {
        var first = NewProcess();
        var study = await CreateAsync(first, Specs.Small(Name, trials: 20, parallelism: 20) with { Pruner = Median });
        await first.AdvanceAsync(study, 1);
        for (var k = 1; ; k++)
        {
            // The clock stands still: what a write meant must not be told by the time alone.
            var (requests, number) = (int.MinValue, k - 1);
            var process = NewProcess(
                transport: new FaultyTransport((_, _) => ValueTask.FromResult(++requests == k ? fault : TransportFault.None)), maxRetries: maxRetries);
            var lease = await process.LeaseAsync(study, number);
            requests = 0;
            for (var batch = 0; batch < 4; batch++)
            {
                for (var i = 0; i < 3; i++) lease.Report((batch * 3) + i, k + i);
                if (batch < 3) await TryAsync(() => lease.FlushAsync(CancellationToken.None));
            }

            if (!await TryAsync(() => lease.EndAsync(Outcomes.Complete(k), 5, CancellationToken.None)))
                Assert.Equal(LeaseState.Held, await lease.EndAsync(Outcomes.Complete(k), 5, CancellationToken.None));

            var trial = (await NewProcess().Trials.FindAsync(Name, number, CancellationToken.None))!;
            Assert.Equal((TrialState.Complete, 0.000005m, 11), (trial.State, trial.CostUsd, trial.LastStep));
            Assert.Equal(Enumerable.Range(0, 12).Select(step => new ReportView(step, k + (step % 3))), trial.Reports!);
            var reader = await NextProcess().LeaseAsync(study, 19, $"reader-{k}");
            await reader.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);
            Assert.Equal((12, TrialState.Complete), (reader.Known(number)!.Count, reader.Known(number)!.State));
            if (requests < k) return;
        }
    }

    [Fact]
    public async Task RefreshOthers_TrialOfAnotherProcess_IsJudgedByWhatThatReported()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await CreateAsync(here, Specs.Small(Name) with { Pruner = Median });
        await here.AdvanceAsync(study, 1);
        var good = await there.LeaseAsync(study, 0);
        for (var step = 0; step < 3; step++) good.Report(step, 0.1);
        await good.EndAsync(Outcomes.Complete(0.1), 0, CancellationToken.None);
        var bad = await here.LeaseAsync(study, 1);
        var pruner = Core.Pruners.PrunerCatalog.BuiltIn.Create(Median, new Core.Pruners.PrunerContext(Name, Direction.Minimize));
        bad.Report(0, 0.5);
        Assert.True(bad.LooksAtOthers(pruner));
        Assert.False(bad.ShouldPrune(pruner));

        Assert.Equal(1, await bad.RefreshOthersAsync(TimeSpan.FromSeconds(1), CancellationToken.None));

        Assert.True(bad.ShouldPrune(pruner));
    }

    [Fact]
    public async Task RefreshOthers_SeveralAtOnceOrSoonAgain_ReadOnce()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await StartStudyAsync(there);
        var leases = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => here.LeaseAsync(study, n)));
        here.Log.Clear();

        var requests = await Task.WhenAll(leases.Select(l => l.RefreshOthersAsync(TimeSpan.FromSeconds(1), CancellationToken.None)));
        Assert.Equal(0, await leases[0].RefreshOthersAsync(TimeSpan.FromSeconds(1), CancellationToken.None));
        Assert.Equal((1, 1), (requests.Sum(), here.Log.Count));

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await leases[0].RefreshOthersAsync(TimeSpan.FromSeconds(1), CancellationToken.None));
    }

    [Fact]
    public async Task RefreshOthers_TrialsThatEnded_AreNotReadAgain()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await StartStudyAsync(there);
        for (var number = 0; number < 2; number++)
        {
            var ended = await there.LeaseAsync(study, number);
            ended.Report(0, number);
            await ended.EndAsync(Outcomes.Complete(number), 0, CancellationToken.None);
        }

        var running = await there.LeaseAsync(study, 3);
        await running.ReportAsync(0, 3, CancellationToken.None);
        var lease = await here.LeaseAsync(study, 2);
        await lease.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);
        await running.ReportAsync(1, 4, CancellationToken.None);
        here.Log.Clear();

        await lease.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);

        // 0 and 1 have ended, 2 is this process's own.
        Assert.Contains("report|0000000003|", Assert.Single(here.Log.Requests), StringComparison.Ordinal);
        Assert.Equal([0, 1], lease.Known(3)!.Steps);
        Assert.Equal([1.0], lease.Known(1)!.Values);
    }

    [Fact]
    public async Task RefreshOthers_TrialsThatEndedWithoutAReport_AreNotWaitedFor()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await StartStudyAsync(there, pruner: new PrunerSpec());
        for (var number = 0; number < 3; number++) await there.CompleteAsync(study, number);
        await there.AdvanceAsync(study, 2, 3);
        var lease = await here.LeaseAsync(study, 3);
        await lease.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);
        here.Log.Clear();

        await lease.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);

        Assert.Contains("report|0000000004|", Assert.Single(here.Log.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshOthers_AllTrialsAreTheProcessesOwn_ReadsNothing()
    {
        var process = NewProcess();
        var study = await StartStudyAsync(process);
        var leases = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => process.LeaseAsync(study, n, $"claim-{n}")));
        leases[1].Report(0, 0.5);
        await leases[2].EndAsync(Outcomes.Complete(1), 0, CancellationToken.None);
        process.Log.Clear();

        Assert.Equal(0, await leases[0].RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None));

        Assert.Equal(0, process.Log.Count);
        Assert.Equal([0.5], leases[0].Known(1)!.Values);
    }

    [Fact]
    public async Task RefreshOthers_TrialWasTakenOver_GoesOnWithTheOthersValues()
    {
        var (here, there) = (NextProcess(), NextProcess());
        var study = await StartStudyAsync(here);
        var lost = await here.LeaseAsync(study, 0, "lost");
        await lost.ReportAsync(0, 1, CancellationToken.None);
        var taken = await there.LeaseAsync(study, 0, "taken");
        await taken.ReportAsync(0, 2, CancellationToken.None);
        Assert.Equal(LeaseState.Lost, await lost.FlushAsync(CancellationToken.None));
        var lease = await here.LeaseAsync(study, 1);

        await lease.RefreshOthersAsync(TimeSpan.Zero, CancellationToken.None);

        Assert.Equal([2.0], lease.Known(0)!.Values);
    }

    [Fact]
    public async Task Claim_WorkerLostThatHadReportedItsCost_IsChargedWhatItReported()
    {
        var process = NextProcess();
        var study = await CreateAsync(process, Specs.Small(Name) with { Budget = new BudgetSpec { LimitUsd = 1 } });
        await process.AdvanceAsync(study, 1);
        var lost = await process.LeaseAsync(study, 0, "lost");
        lost.ReportedMicroUsd = 1_234;
        await lost.HeartbeatAsync(CancellationToken.None);

        var next = await NextProcess().LeaseAsync(study, 0, "next");

        Assert.Equal((1_234, 0), (next.Trial.CostMicroUsd, next.Trial.ReportedMicroUsd));
    }

    private async Task<TrialLease> StartAsync(TunerProcess process, PrunerSpec? pruner = null) =>
        await process.LeaseAsync(await StartStudyAsync(process, pruner), 0);

    private async Task<Study> StartStudyAsync(TunerProcess process, PrunerSpec? pruner = null)
    {
        var study = await CreateAsync(process, Specs.Small(Name) with { Pruner = pruner ?? Median });
        await process.AdvanceAsync(study, 1);
        return study;
    }

    private async Task<List<TableEntity>> ReportRowsAsync() => [.. (await RowsAsync()).Where(row => row.RowKey.StartsWith("report|", StringComparison.Ordinal))];

    /// <summary>Whether the storage answered.</summary>
    private static async Task<bool> TryAsync(Func<Task<LeaseState>> write)
    {
        try
        {
            Assert.Equal(LeaseState.Held, await write());
            return true;
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            return false;
        }
    }
}
