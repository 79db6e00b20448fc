namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class ChangeStudyTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Fact]
    public async Task Change_ByConcurrentWriters_LosesNothing()
    {
        await CreateAsync(NewProcess(), Specs.Small(Name, trials: 1));
        TunerProcess[] processes = [.. Enumerable.Range(0, 4).Select(_ => NewProcess(TimeProvider.System))];

        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => processes[i % 4].Store.ChangeAsync(
            Name, s => s with { Spec = s.Spec with { Trials = s.Spec.Trials + 1 } }, CancellationToken.None)));

        Assert.Equal(81, (await ReadConsistentAsync()).Study.Spec.Trials);
    }

    [Fact]
    public async Task Change_ThatChangesNothing_WritesNothing()
    {
        var process = NewProcess();
        await CreateAsync(process, Specs.Small(Name));
        var before = (await StudyRowAsync()).ETag;

        Assert.NotNull(await process.Store.ChangeAsync(Name, _ => null, CancellationToken.None));
        Assert.NotNull(await process.Store.ChangeAsync(Name, s => s, CancellationToken.None));

        Assert.Equal(before, (await StudyRowAsync()).ETag);
    }

    [Fact]
    public async Task Change_NoSuchStudy_IsNull() =>
        Assert.Null(await NewProcess().Store.ChangeAsync(Name, s => s with { Run = "x" }, CancellationToken.None));

    [Fact]
    public async Task Extend_EndedStudy_GoesOnInANewRunAndIsListedAsRunning()
    {
        var process = NewProcess();
        var study = await RunToTheEndAsync(process, trials: 2);
        Assert.Equal("Ended", (await IndexEntryAsync())!.GetString("State"));

        var extended = (await process.Store.ExtendAsync(Name, new ExtendRequest { Trials = 4 }, CancellationToken.None)).Study!;

        Assert.Equal((StudyState.Running, null, 0), (extended.State, extended.StopReason, extended.Sequence));
        Assert.NotEqual(study.Run, extended.Run);
        Assert.Equal("Running", (await IndexEntryAsync())!.GetString("State"));
    }

    /// <summary>A study that runs and is entered as ended would be seen by no sweep, nor by the host that drives studies.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnotherProcess_BetweenAnyTwoRequestsOfTheAdvanceThatEnds_TheEntryIsThatOfTheStudy(bool deletes)
    {
        for (var k = 1; ; k++)
        {
            var name = StudyName.Parse($"{Name}-{k}");
            var network = new FaultyTransport(async (request, _) =>
            {
                if (request != k) return TransportFault.None;
                var other = NewProcess().Store;
                if (deletes) await other.DeleteAsync(name, CancellationToken.None);
                else await other.ExtendAsync(name, new ExtendRequest { Trials = 4 }, CancellationToken.None);
                return TransportFault.None;
            });
            var ending = NewProcess(transport: network);
            var study = await CreateAsync(NewProcess(), Specs.Small(name, trials: 1));
            await NewProcess().AdvanceAsync(study, 1);
            await NewProcess().CompleteAsync(study, 0);

            await AskAsync(
                () => ending.Advancer.AdvanceAsync(name, study.Run, 2, new HashSet<int>(), drain: false, CancellationToken.None));

            var isThere = await NewProcess().Store.FindAsync(name, CancellationToken.None) is not null;
            Assert.Equal(deletes && k <= network.Requests, !isThere);
            var state = isThere ? (await ReadConsistentAsync(name)).Study.State : (StudyState?)null;
            Assert.Equal(state?.ToString(), (await IndexEntryAsync(name))?.GetString("State"));
            if (k <= network.Requests) continue;
            Assert.True(k > 5, $"It took only {network.Requests} requests.");
            return;
        }
    }

    [Fact]
    public async Task Enqueue_SameRequestTwice_CountsOnceInEveryProcess()
    {
        await CreateAsync(NewProcess(), Specs.Small(Name, trials: 5));
        var point = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.5) };

        await NewProcess().Store.EnqueueAsync(
            Name, new EnqueueRequest { Points = [point] }, CancellationToken.None, new StudyAsk(Key: "a"));
        await NewProcess().Store.EnqueueAsync(
            Name, new EnqueueRequest { Points = [point] }, CancellationToken.None, new StudyAsk(Key: "a"));
        var study = (
            await NewProcess().Store.EnqueueAsync(
                Name, new EnqueueRequest { Points = [point, point] }, CancellationToken.None, new StudyAsk(Key: "b"))).Study!;

        Assert.Equal(3, study.Queue.Count);
        Assert.Equal(["a", "b"], study.EnqueueRequests);
    }

    [Fact]
    public async Task Extend_LessThanItHas_IsRefused()
    {
        var process = NewProcess();
        await CreateAsync(process, Specs.Small(Name, trials: 5));

        var change = await process.Store.ExtendAsync(Name, new ExtendRequest { Trials = 4 }, CancellationToken.None);

        Assert.Null(change.Study);
        Assert.Equal("/trials", Assert.Single(change.Errors).Pointer);
    }

    [Theory]
    [InlineData(TransportFault.Unavailable, 0)]
    [InlineData(TransportFault.NotSent, 0)]
    [InlineData(TransportFault.AnswerLost, 0)]
    [InlineData(TransportFault.AnswerLost, 1)]
    public async Task Extend_FaultAtAnyRequest_LeavesNoRunningStudyThatTheSweepMisses(TransportFault fault, int maxRetries)
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await RunToTheEndAsync(NewProcess(), trials: 2, name);
            Clock.Advance(TimeSpan.FromSeconds(1));
            var network = new FaultyTransport(fault, k..(k + 1));
            var process = NewProcess(transport: network, maxRetries: maxRetries);

            try
            {
                await process.Store.ExtendAsync(StudyName.Parse(name), new ExtendRequest { Trials = 4 }, CancellationToken.None);
            }
            catch (RequestFailedException)
            {
                // Whoever asked does not come again.
            }

            var study = (await ReadConsistentAsync(name)).Study;
            var entry = await IndexEntryAsync(name);
            Assert.True(
                study.State == StudyState.Ended || entry!.GetString("State") == "Running", $"The fault at request {k} hides the study.");
            if (network.Requests < k) return;
        }
    }

    [Fact]
    public async Task Restart_RunThatIsNoLongerTheStudys_ChangesNothing()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name));
        var restarted = await process.Store.RestartAsync(Name, study.Run, CancellationToken.None);
        Assert.NotEqual(study.Run, restarted!.Run);

        var again = await process.Store.RestartAsync(Name, study.Run, CancellationToken.None);

        Assert.Equal(restarted.Run, again!.Run);
    }

    [Fact]
    public async Task Restart_AfterAStopRequest_KeepsTheRequest()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name));
        await process.Store.ChangeAsync(Name, s => StudyMachine.RequestStop(s, Contracts.StopMode.Now), CancellationToken.None);

        var restarted = await process.Store.RestartAsync(Name, study.Run, CancellationToken.None);

        Assert.Equal(StopReason.Requested, restarted!.StopReason);
    }

    private async Task<Study> RunToTheEndAsync(TunerProcess process, int trials, string? name = null)
    {
        var study = await CreateAsync(process, Specs.Small(name ?? Name, trials, parallelism: trials));
        foreach (var number in (await process.AdvanceAsync(study, 1)).Plan.Start) await process.CompleteAsync(study, number);
        Assert.Equal(StopReason.Trials, (await process.AdvanceAsync(study, 2)).Plan.Ended);
        return study;
    }
}
