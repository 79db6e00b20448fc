using Serverless.Tuner.Core.Budgets;

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
        Assert.Equal(500, lease.Reports.Waiting);

        Assert.Equal(LeaseState.Held, await lease.FlushAsync(CancellationToken.None));

        Assert.Equal((1, 0), (process.Log.Count, lease.Reports.Waiting));
        Assert.Single(await ReportRowsAsync());
        Assert.Equal(
            Enumerable.Range(0, 500).Select(step => new Report(step, step / 8.0, new Money(step * 10))),
            (await NewProcess().Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value.Reports);
    }

    [Fact]
    public async Task Report_StepThatWasReportedBefore_ReplacesItsValueInWhateverBatch()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        lease.Report(1, 1);
        lease.Report(2, 2);
        lease.Report(1, 10);
        lease.Report(0, 5);
        await lease.FlushAsync(CancellationToken.None);
        lease.Report(2, 20);
        await lease.EndAsync(Outcomes.Complete(1), Money.Zero, CancellationToken.None);

        var (trial, reports) = (await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value;

        Assert.Equal([new Report(0, 5, null), new Report(1, 10, null), new Report(2, 20, null)], reports);
        Assert.Equal(2, trial.LastStep);
    }

    [Fact]
    public async Task Report_OfSeveralDirections_IsReadWithAllItsValuesBesideNumbers()
    {
        var process = NewProcess();
        var lease = await StartAsync(process);
        lease.Reports.Add(Report.Of(0, [1, -2, 3], new Money(5)));
        lease.Reports.Add(Report.Of(1, [4], null));
        lease.Reports.Add(Report.Of(2, [5, double.MaxValue, double.Epsilon], null));
        await lease.FlushAsync(CancellationToken.None);
        lease.Report(3, 6);
        await lease.EndAsync(TrialOutcome.PrunedAt("enough", [6, 7, 8]), Money.Zero, CancellationToken.None);

        var (trial, reports) = (await NewProcess().Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value;

        Assert.Equal([[1, -2, 3], [4], [5, double.MaxValue, double.Epsilon], [6]], reports.Select(r => r.Vector));
        Assert.Equal([1.0, 4, 5, 6], reports.Select(r => r.Value));
        Assert.Equal([true, false, true, false], reports.Select(r => r.Values is not null));
        Assert.Equal([6.0, 7, 8], trial.Outcome.Values!);
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
            "give back" => lease.GiveBackAsync("it threw", Money.Zero, CancellationToken.None),
            "release" => lease.ReleaseAsync(Money.Zero, CancellationToken.None),
            _ => Task.CompletedTask,
        });

        var next = await NextProcess().LeaseAsync(lease.Study, 0, "next");
        Assert.Null(next.Trial.LastStep);
        await next.ReportAsync(0, 0.5, CancellationToken.None);
        Assert.Equal([new Report(0, 0.5, null)], (await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value.Reports);
        await next.ReportAsync(1, 0.25, CancellationToken.None);
        await next.EndAsync(TrialOutcome.Pruned("enough", 0.25), Money.Zero, CancellationToken.None);

        var (trial, reports) = (await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value;
        Assert.Equal([new Report(0, 0.5, null), new Report(1, 0.25, null)], reports);
        Assert.Equal((1, 2), (trial.LastStep, trial.Attempt));
        // What was left of the first attempt is still there.
        Assert.Equal(5, (await ReportRowsAsync()).Count);
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

        await lease.EndAsync(Outcomes.Complete(0.125), Money.Zero, CancellationToken.None);

        Assert.Equal(1, process.Log.Count);
        var rows = await ReportRowsAsync();
        Assert.Equal(expected ? 1 : 0, rows.Count);
        Assert.All(
            rows, row => Assert.Equal(("Complete", 0.125, 1), (row.GetString("Final"), row.GetDouble("Result"), row.GetInt32("Attempt"))));
        Assert.Equal(waits ? 7 : null, (await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value.Trial.LastStep);
    }

    [Fact]
    public async Task Report_ToATrialThatHasEnded_IsNotTaken()
    {
        var process = NewProcess();
        var lease = await StartAsync(process, Median);
        lease.Report(0, 0.5);
        await lease.EndAsync(Outcomes.Complete(0.5), Money.Zero, CancellationToken.None);

        Assert.False(lease.Reports.Add(new Report(0, 99, null)));

        Assert.Equal(0, lease.Reports.Waiting);
        Assert.Equal([new Report(0, 0.5, null)], (await process.Store.FindTrialAsync(Name, 0, CancellationToken.None))!.Value.Reports);
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
                transport: new FaultyTransport(
                    (_, _) => ValueTask.FromResult(++requests == k ? fault : TransportFault.None)), maxRetries: maxRetries);
            var lease = await process.LeaseAsync(study, number);
            requests = 0;
            for (var batch = 0; batch < 4; batch++)
            {
                for (var i = 0; i < 3; i++) lease.Report((batch * 3) + i, k + i);
                if (batch < 3) await TryAsync(() => lease.FlushAsync(CancellationToken.None));
            }

            if (!await TryAsync(() => lease.EndAsync(Outcomes.Complete(k), new Money(5), CancellationToken.None)))
                Assert.Equal(LeaseState.Held, await lease.EndAsync(Outcomes.Complete(k), new Money(5), CancellationToken.None));

            var (trial, reports) = (await NewProcess().Store.FindTrialAsync(Name, number, CancellationToken.None))!.Value;
            Assert.Equal((TrialState.Complete, 5, 11), (trial.State, trial.Cost.Micro, trial.LastStep));
            Assert.Equal(Enumerable.Range(0, 12).Select(step => new Report(step, k + (step % 3), null)), reports);
            var reader = await NextProcess().LeaseAsync(study, 19, $"reader-{k}");
            var batches = await reader.ReadReportsAsync(number, CancellationToken.None)
                .SelectMany(page => page).Where(batch => batch.Trial == number).ToListAsync();
            Assert.Equal(
                (12, TrialState.Complete),
                (batches.SelectMany(batch => batch.Reports).Select(r => r.Step).Distinct().Count(), batches[^1].Final!.Value));
            if (requests < k) return;
        }
    }

    [Fact]
    public async Task Claim_WorkerLostThatHadReportedItsCost_IsChargedWhatItReported()
    {
        var process = NextProcess();
        var study = await CreateAsync(process, Specs.Small(Name) with { Budget = new BudgetSpec { LimitUsd = 1 } });
        await process.AdvanceAsync(study, 1);
        var lost = await process.LeaseAsync(study, 0, "lost");
        lost.Reported = new Money(1_234);
        await lost.HeartbeatAsync(CancellationToken.None);

        var next = await NextProcess().LeaseAsync(study, 0, "next");

        Assert.Equal((1_234, 0), (next.Trial.Cost.Micro, next.Trial.Reported.Micro));
    }

    private async Task<TrialLease> StartAsync(TunerProcess process, PrunerSpec? pruner = null) =>
        await process.LeaseAsync(await StartStudyAsync(process, pruner), 0);

    private async Task<Study> StartStudyAsync(TunerProcess process, PrunerSpec? pruner = null)
    {
        var study = await CreateAsync(process, Specs.Small(Name) with { Pruner = pruner ?? Median });
        await process.AdvanceAsync(study, 1);
        return study;
    }

    private async Task<List<TableEntity>> ReportRowsAsync() =>
        [.. (await RowsAsync()).Where(row => row.RowKey.StartsWith("report|", StringComparison.Ordinal))];

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
