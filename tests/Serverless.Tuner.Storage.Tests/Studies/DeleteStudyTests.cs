using Azure.Core;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class DeleteStudyTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Fact]
    public async Task Delete_TrialsAndReports_RemovesEveryRow()
    {
        var process = NewProcess();
        await CreateWithTrialsAsync(process, Name, trials: 250, reportsEach: 5);
        Assert.Equal(1 + 250 + 1250, (await RowsAsync()).Count);

        Assert.True(await process.Store.DeleteAsync(Name, CancellationToken.None));

        Assert.Empty(await RowsAsync());
        Assert.Null(await IndexEntryAsync());
        Assert.Null(await process.Store.FindAsync(Name, CancellationToken.None));
        Assert.Null(await process.Store.FindWarmAsync(Name, CancellationToken.None));
        Assert.Null(await process.Store.FindTrialAsync(Name, 0, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_Again_FindsNothing()
    {
        var process = NewProcess();
        await CreateAsync(process, Specs.Small(Name));

        Assert.True(await process.Store.DeleteAsync(Name, CancellationToken.None));
        Assert.False(await process.Store.DeleteAsync(Name, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_ByTwoAtOnce_BothSucceed()
    {
        await CreateWithTrialsAsync(NewProcess(), Name, trials: 150, reportsEach: 1);

        await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => NewProcess(TimeProvider.System).Store.DeleteAsync(Name, CancellationToken.None)));

        Assert.Empty(await RowsAsync());
        Assert.Null(await IndexEntryAsync());
    }

    [Theory]
    [InlineData(TransportFault.NotSent)]
    [InlineData(TransportFault.AnswerLost)]
    public async Task Delete_InterruptedAnywhere_CanBeRepeated(TransportFault fault)
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await CreateWithTrialsAsync(NewProcess(), name, trials: 3, reportsEach: 2);
            if (!await DeleteInterruptedAsync(name, fault, k)) return;

            await NewProcess().Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);

            Assert.Empty(await RowsAsync(name));
            Assert.Null(await IndexEntryAsync(name));
        }
    }

    [Theory]
    [InlineData(TransportFault.NotSent)]
    [InlineData(TransportFault.AnswerLost)]
    public async Task Create_AfterADeletionInterruptedAnywhere_BeginsAfreshOrMeetsTheWholeStudy(TransportFault fault)
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await CreateWithTrialsAsync(NewProcess(), name, trials: 3, reportsEach: 2);
            if (!await DeleteInterruptedAsync(name, fault, k)) return;
            Clock.Advance(TimeSpan.FromSeconds(1));

            await CreateAsync(NewProcess(), Specs.Small(name, trials: 3, parallelism: 3));

            var (study, trials) = await ReadConsistentAsync(name);
            Assert.True(trials.Count is 0 or 3);
            Assert.Equal(1 + (trials.Count * 3), (await RowsAsync(name)).Count);
            Assert.Equal(study.CreatedAt, (await IndexEntryAsync(name))!.GetDateTimeOffset("CreatedAt"));
        }
    }

    [Fact]
    public async Task Delete_TrialReportsMeanwhile_LeavesNoRow()
    {
        var worker = NewProcess();
        var study = await CreateWithTrialsAsync(worker, Name, trials: 3, reportsEach: 2);
        var lease = await worker.LeaseAsync(study, 1);
        var step = 100;
        var deleting = NewProcess(TimeProvider.System, new FaultyTransport(async (_, request) =>
        {
            if (IsTransaction(request) && step < 103)
                Assert.Equal(LeaseState.Held, await lease.ReportAsync(step++, 1, CancellationToken.None));
            return TransportFault.None;
        }));

        await deleting.Store.DeleteAsync(Name, CancellationToken.None);

        Assert.Equal(103, step);
        Assert.Empty(await RowsAsync());
        Assert.Equal(LeaseState.Lost, await lease.HeartbeatAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Delete_BetweenItsRequestsTheStudyIsDeletedAndCreatedAgain_LeavesTheNewOneWholeOrNothing()
    {
        var survivors = 0;
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await CreateWithTrialsAsync(NewProcess(), name, trials: 3, reportsEach: 2);
            var other = NewProcess();
            var wasReached = false;
            var deleting = NewProcess(transport: new FaultyTransport(async (request, _) =>
            {
                if (request != k) return TransportFault.None;
                wasReached = true;
                await other.Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);
                Clock.Advance(TimeSpan.FromSeconds(1));
                await CreateWithTrialsAsync(other, name, trials: 3, reportsEach: 0);
                return TransportFault.None;
            }));

            await deleting.Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);

            if (await AssertWholeOrNothingAsync(name)) survivors++;
            if (!wasReached) break;
        }

        Assert.True(survivors > 2, "Once a study is marked, its successor survives.");
    }

    [Fact]
    public async Task Create_BetweenTheRequestsOfADeletion_IsWholeOrNothing()
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await CreateWithTrialsAsync(NewProcess(), name, trials: 3, reportsEach: 2);
            Clock.Advance(TimeSpan.FromSeconds(1));
            var wasReached = false;
            var deleting = NewProcess(transport: new FaultyTransport(async (request, _) =>
            {
                if (request != k) return TransportFault.None;
                wasReached = true;
                await NewProcess().Store.CreateAsync(Specs.Small(name, trials: 3, parallelism: 3), CancellationToken.None);
                return TransportFault.None;
            }));

            await deleting.Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);

            await AssertWholeOrNothingAsync(name);
            if (!wasReached) return;
        }
    }

    [Fact]
    public async Task Delete_BetweenTheRequestsOfACreation_IsWholeOrNothing()
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await CreateWithTrialsAsync(NewProcess(), name, trials: 3, reportsEach: 2);
            await DeleteInterruptedAsync(name, TransportFault.NotSent, 5);
            Clock.Advance(TimeSpan.FromSeconds(1));
            var wasReached = false;
            var creating = NewProcess(transport: new FaultyTransport(async (request, _) =>
            {
                if (request != k) return TransportFault.None;
                wasReached = true;
                await NewProcess().Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);
                return TransportFault.None;
            }));

            await CreateAsync(creating, Specs.Small(name, trials: 3, parallelism: 3));

            Assert.True(await AssertWholeOrNothingAsync(name));
            if (!wasReached) return;
        }
    }

    [Fact]
    public async Task Advance_WhileTheStudyIsDeletedInTheSameProcess_EndsQuietly()
    {
        var process = NewProcess(TimeProvider.System);
        for (var i = 0; i < 25; i++)
        {
            var name = $"{Name}-{i}";
            var study = await CreateAsync(process, Specs.Small(name, trials: 100, parallelism: 2));
            var advancing = Task.Run(async () =>
            {
                var running = new HashSet<int>();
                for (var sequence = 1; await process.AdvanceAsync(study, sequence, running) is { Plan: var plan }; sequence++)
                {
                    running.UnionWith(plan.Start);
                    var number = running.Min();
                    if ((await process.ClaimAsync(study, number, $"{number}")).Lease is { } lease)
                        await lease.EndAsync(Outcomes.Complete(1), Money.Zero, CancellationToken.None);
                    running.Remove(number);
                }
            });

            while (await process.Store.FindWarmAsync(StudyName.Parse(name), CancellationToken.None) is { Sequence: < 2 })
                await Task.Yield();
            await process.Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);
            await advancing;

            Assert.Empty(await RowsAsync(name));
        }
    }

    /// <summary>Whether there is a study; then it agrees with its rows and the lists know it.</summary>
    private async Task<bool> AssertWholeOrNothingAsync(string name)
    {
        var rows = await RowsAsync(name);
        if (rows.Count == 0) return false;
        var (study, trials) = await ReadConsistentAsync(name);
        Assert.Equal(1 + trials.Count, rows.Count);
        Assert.Equal(study.CreatedAt, (await IndexEntryAsync(name))?.GetDateTimeOffset("CreatedAt"));
        return true;
    }

    /// <summary>Deletes until the k-th request fails; answers whether there was such a request.</summary>
    private async Task<bool> DeleteInterruptedAsync(string name, TransportFault fault, int k)
    {
        var network = new FaultyTransport(fault, k..(k + 1));
        try
        {
            await NewProcess(transport: network, maxRetries: 0).Store.DeleteAsync(StudyName.Parse(name), CancellationToken.None);
        }
        catch (RequestFailedException)
        {
            return true;
        }

        return network.Requests >= k;
    }

    /// <summary>A study all of whose trials wait, with reports written past the store.</summary>
    private async Task<Study> CreateWithTrialsAsync(TunerProcess process, string name, int trials, int reportsEach)
    {
        var study = await CreateAsync(process, Specs.Small(name, trials, parallelism: trials));
        for (var sequence = 1; (await process.AdvanceAsync(study, sequence)).Plan.More; sequence++)
        {
        }

        foreach (var chunk in Enumerable.Range(0, trials * reportsEach).Chunk(100))
            await Table.SubmitTransactionAsync(chunk.Select(i => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity(name, $"report|{i / reportsEach:D10}|{i % reportsEach:D10}") { ["Value"] = 1d })));
        return study;
    }

    private static bool IsTransaction(HttpRequestMessage request) =>
        request.RequestUri!.ToString().Contains("$batch", StringComparison.Ordinal);
}
