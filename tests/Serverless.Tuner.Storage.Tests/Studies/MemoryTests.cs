using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>What is kept of studies that end, whoever dies meanwhile.</summary>
public sealed class MemoryTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private TableClient Memory { get; } = new(azurite.ConnectionString, "tunermemory");

    [Fact]
    public async Task End_KeepsTheBestPointsOnce_AndForgetsThemWithTheStudy()
    {
        var process = NewProcess();
        var study = await RunToTheEndAsync(process, Name);
        await NewProcess().AdvanceAsync(study, 2);
        var entry = (await process.Store.Memory.FindAsync(study.Id!.Value, CancellationToken.None))!;

        Assert.Equal((Name.ToString(), "test", 2, 2), (entry.Name, entry.Objective, entry.Trials, entry.Complete));
        Assert.Equal([1.0], entry.Best[0].Values);
        Assert.Equal([[2.0], [1.0]], entry.Sample.Select(p => p.Values));
        Assert.Equal(new MemoryFigures(2, 20, 20, 30), entry.Cost);
        Assert.Single(await KeptAsync(Name));

        Assert.True(await process.Store.DeleteAsync(Name, CancellationToken.None));
        Assert.Empty(await RowsOfMemoryAsync(Name));
    }

    [Fact]
    public async Task StudyThatGoesOn_IsKeptAnewAtItsNextEnd_AndNeverAsItWasBefore()
    {
        var process = NewProcess();
        var study = await RunToTheEndAsync(process, Name);
        var before = (await process.Store.FindAsync(Name, CancellationToken.None))!;
        Clock.Advance(TimeSpan.FromMinutes(1));
        var extended = (await process.Store.ExtendAsync(Name, new ExtendRequest { Trials = 3 }, CancellationToken.None)).Study!;
        await process.AdvanceAsync(extended, 1);
        await process.CompleteAsync(extended, 2, value: 0.5);
        await process.AdvanceAsync(extended, 2);
        Assert.Equal(0.5, (await KeptAsync(Name)).Single().Best[0].Values[0]);

        // A process that stood still for long ends what it was about.
        await NewProcess().Store.Memory.RememberAsync(before, CancellationToken.None);

        var entry = (await KeptAsync(Name)).Single();
        Assert.Equal((study.Id, 3, 0.5), (entry.Id, entry.Trials, entry.Best[0].Values[0]));
    }

    [Fact]
    public async Task Hide_TrialOfAStudyThatHasEnded_IsKeptAnewWithoutIt_ButNotWhatWasForgotten()
    {
        var process = NewProcess();
        var study = await RunToTheEndAsync(process, Name);
        Assert.Equal(1.0, (await KeptAsync(Name)).Single().Best[0].Values[0]);
        var best = (await process.Store.FindAsync(Name, CancellationToken.None))!.Best!.Number;

        await HideAsync(true);
        var entry = (await KeptAsync(Name)).Single();
        Assert.Equal((1, 2.0), (entry.Complete, entry.Best[0].Values[0]));
        Assert.Single(entry.Sample);
        await HideAsync(false);
        Assert.Equal(1.0, (await KeptAsync(Name)).Single().Best[0].Values[0]);

        await process.Store.Memory.ForgetAsync(study.Id!.Value, CancellationToken.None);
        await HideAsync(true);
        Assert.Empty(await RowsOfMemoryAsync(Name));

        async Task HideAsync(bool hidden) => Assert.Empty(
            (await NewProcess().Store.HideAsync(Name, best, hidden, "owner", CancellationToken.None)).Errors);
    }

    [Theory]
    [InlineData(TransportFault.NotSent)]
    [InlineData(TransportFault.AnswerLost)]
    public async Task Hide_ProcessDiesAtAnyRequest_IsKeptAnewWhenItIsAskedForAgain(TransportFault fault)
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await RunToTheEndAsync(NewProcess(), name);
            var best = (await NewProcess().Store.FindAsync(StudyName.Parse(name), CancellationToken.None))!.Best!;
            var network = new FaultyTransport(fault, k..int.MaxValue);
            try
            {
                await HideAsync(NewProcess(transport: network, maxRetries: 0));
            }
            catch (RequestFailedException)
            {
                // It is dead.
            }

            await HideAsync(NewProcess());

            Assert.Equal(2.0, (await KeptAsync(name)).Single().Best[0].Values[0]);
            if (network.Requests < k) return;

            Task HideAsync(TunerProcess process) =>
                process.Store.HideAsync(StudyName.Parse(name), best.Number, true, "owner", CancellationToken.None);
        }
    }

    [Theory]
    [InlineData(TransportFault.NotSent)]
    [InlineData(TransportFault.AnswerLost)]
    public async Task End_ProcessDiesAtAnyRequest_IsKeptOnceByWhoeverRepairsIt(TransportFault fault)
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            var study = await CreateAsync(NewProcess(), Specs.Small(name, trials: 1));
            await NewProcess().AdvanceAsync(study, 1);
            await NewProcess().CompleteAsync(study, 0, value: 1);
            var network = new FaultyTransport(fault, k..int.MaxValue);

            try
            {
                await NewProcess(transport: network, maxRetries: 0).AdvanceAsync(study, 2);
            }
            catch (RequestFailedException)
            {
                // It is dead.
            }

            var found = (await NewProcess().Store.FindAsync(StudyName.Parse(name), CancellationToken.None))!;
            if (found.State == StudyState.Running) await NewProcess().AdvanceAsync(study, 2);
            else if ((await IndexEntryAsync(name))!.GetString("State") == "Running")
                await NewProcess().Store.Index.RepairAsync(found, CancellationToken.None); // As the sweep does.
            Assert.True((await KeptAsync(name)).Count == 1, $"Nothing is kept after the fault at request {k}.");
            if (network.Requests < k) return;
        }
    }

    [Fact]
    public async Task Delete_WhileTheEndIsBeingKept_LeavesNothing()
    {
        var study = await CreateAsync(NewProcess(), Specs.Small(Name, trials: 1));
        await NewProcess().AdvanceAsync(study, 1);
        await NewProcess().CompleteAsync(study, 0, value: 1);
        var network = new FaultyTransport(async (_, request) =>
        {
            if (!IsRowOfMemory(request)) return TransportFault.None;
            // Between the study's end and what is kept of it.
            await NewProcess().Store.DeleteAsync(Name, CancellationToken.None);
            return TransportFault.None;
        });

        await NewProcess(transport: network).AdvanceAsync(study, 2);

        Assert.Empty(await RowsOfMemoryAsync(Name));
    }

    [Fact]
    public async Task Delete_WhileTheEndIsBeingKept_AndTheProcessDies_IsSweptUpAndNeverRead()
    {
        var study = await CreateAsync(NewProcess(), Specs.Small(Name, trials: 1));
        await NewProcess().AdvanceAsync(study, 1);
        await NewProcess().CompleteAsync(study, 0, value: 1);
        var isWritten = false;
        var network = new FaultyTransport(async (_, request) =>
        {
            if (isWritten) return TransportFault.NotSent;
            if (!IsRowOfMemory(request)) return TransportFault.None;
            isWritten = true;
            await NewProcess().Store.DeleteAsync(Name, CancellationToken.None);
            return TransportFault.None;
        });
        await Assert.ThrowsAsync<RequestFailedException>(() => NewProcess(transport: network, maxRetries: 0).AdvanceAsync(study, 2));

        Assert.Single(await RowsOfMemoryAsync(Name));
        Assert.Null(await NewProcess().Store.Memory.FindAsync(study.Id!.Value, CancellationToken.None));
        Assert.Empty(await KeptAsync(Name));
        await NewProcess().Store.Memory.SweepAsync(CancellationToken.None);
        Assert.Empty(await RowsOfMemoryAsync(Name));
    }

    [Fact]
    public async Task MoreThanAreKept_ThoseGoThatEndedLongestAgo()
    {
        await using var alone = new AzuriteFixture();
        await alone.InitializeAsync();
        var process = new TunerProcess(alone, Clock);
        var tables = new TunerTables(new TableServiceClient(alone.ConnectionString));
        var memory = new MemoryStore(tables, Clock) { Limit = 3 };
        for (var i = 0; i < 5; i++)
        {
            var study = await RunToTheEndAsync(process, $"old-{i}");
            var ended = (await process.Store.FindAsync(study.Name, CancellationToken.None))!;
            await memory.ForgetAsync(study.Id!.Value, CancellationToken.None);
            // The second one was created early, and went on for an hour.
            if (i == 1) ended = ended with { EndedAt = ended.EndedAt + TimeSpan.FromHours(1) };
            await memory.RememberAsync(ended, CancellationToken.None);
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var first = await memory.ListAsync(null, 2, CancellationToken.None);
        var second = await memory.ListAsync(Guid.ParseExact(first.Next!, "N"), 2, CancellationToken.None);

        Assert.Equal(10_000, new MemoryStore(tables, Clock).Limit);
        Assert.Equal(["old-1", "old-3", "old-4"], first.Items.Concat(second.Items).Select(e => e.Name));
        Assert.Null(second.Next);
        Assert.All(first.Items, e => Assert.Empty(e.Best));
    }

    [Fact]
    public async Task WarmStart_IsFoundOutOnce_AndIsTheSameInEveryProcess()
    {
        await RunToTheEndAsync(NewProcess(), $"{Name}-before");
        var spec = Specs.Small(Name, trials: 8, parallelism: 8) with
        {
            Sampler = new SamplerSpec { Type = "auto" },
            WarmStart = new WarmStartSpec { From = [$"{Name}-before"] },
        };
        var study = await CreateAsync(NewProcess(), spec);
        Assert.Equal(["study", "warm"], (await RowsAsync()).Select(r => r.RowKey));
        await NewProcess().Store.DeleteAsync(StudyName.Parse($"{Name}-before"), CancellationToken.None);

        var again = await NewProcess().Store.CreateAsync(spec, CancellationToken.None);
        Assert.Equal((study.Id, false, 0), (again.Study!.Id, again.IsOther, again.Errors.Count));
        var advanced = await NewProcess().AdvanceAsync(study, 1);

        Assert.Equal(2, advanced.Study.WarmStart!.Points);
        Assert.Equal([0, 1], advanced.Study.WarmStart.Trials);
        Assert.Equal(($"{Name}-before", 1), (advanced.Study.WarmStart.From[0].Name, advanced.Study.WarmStart.From[0].Score));
        var (_, trials) = await ReadConsistentAsync();
        Assert.Equal([true, true, false], trials.Take(3).Select(t => t.Enqueued));
        var process = NewProcess();
        foreach (var trial in trials) await process.CompleteAsync(study, trial.Number, value: trial.Number == 0 ? 3 : 5 + trial.Number);
        Assert.Equal(1, (await process.AdvanceAsync(study, 2)).Study.WarmStart!.BestRank);
        Assert.Equal(4, (await ReadConsistentAsync()).Study.WarmStart!.Gain);
    }

    [Fact]
    public async Task WarmStart_StudiesThatAreNotThere_AreNamed_AndNothingIsWritten()
    {
        await CreateAsync(NewProcess(), Specs.Small($"{Name}-empty"));
        var spec = Specs.Small(Name) with { WarmStart = new WarmStartSpec { From = ["nobody", $"{Name}-empty"] } };

        var result = await NewProcess().Store.CreateAsync(spec, CancellationToken.None);

        Assert.Equal(["/warmStart/from/0", "/warmStart/from/1"], result.Errors.Select(e => e.Pointer));
        Assert.Empty(await RowsAsync());
        Assert.Null(await IndexEntryAsync());
    }

    private static bool IsRowOfMemory(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/tunermemory", StringComparison.Ordinal);

    private async Task<IReadOnlyList<MemoryEntry>> KeptAsync(string name)
    {
        var found = new List<MemoryEntry>();
        var memory = NewProcess().Store.Memory;
        await foreach (var entry in memory.ListAsync(CancellationToken.None))
            if (entry.Name == name) found.Add((await memory.FindAsync(entry.Id, CancellationToken.None))!);
        return found;
    }

    private async Task<IReadOnlyList<TableEntity>> RowsOfMemoryAsync(string name)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Memory.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Name eq {name}"))) rows.Add(row);
        return rows;
    }

    /// <summary>Two trials, of 2 and of 1.</summary>
    private static async Task<Study> RunToTheEndAsync(TunerProcess process, string name)
    {
        var study = await CreateAsync(process, Specs.Small(name, trials: 2));
        await process.AdvanceAsync(study, 1);
        await process.CompleteAsync(study, 0, value: 2, cost: 20);
        await process.CompleteAsync(study, 1, value: 1, cost: 30);
        await process.AdvanceAsync(study, 2);
        return study;
    }
}
