using System.Text;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Studies are changed while they run: by several processes, between advances, and by processes that die at it.</summary>
public sealed class LivingStudyTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    /// <summary>Fewer would mean that the faults met only part of it.</summary>
    private const int FewestRequests = 8;

    [Fact]
    public async Task Change_OfSpaceRegionsAndTrials_IsOneWriteAndSaysWhoAndWhen()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name));
        await process.AdvanceAsync(study, 1);
        Clock.Advance(TimeSpan.FromMinutes(5));
        process.Log.Clear();

        await EditAsync(process, """
            {"searchSpace": {"x": [0, 2], "z": {"kind": "int", "low": 1, "high": 3, "oldValue": 2}}, "exclude": [{"x": [1, 1.5]}],
            "where": ["x*z <= 5"], "trials": 20}
            """, by: "key ada");

        Assert.Single(process.Log.Requests, r => !r.StartsWith("GET", StringComparison.Ordinal)
            && r.Contains("tunerstudies", StringComparison.Ordinal));
        var (changed, _) = await ReadConsistentAsync();
        var edit = Assert.Single(changed.Edits);
        Assert.Equal(("key ada", Clock.GetUtcNow(), 4), (edit.By, edit.At, edit.FromTrial));
        Assert.Equal([("x", 1.0), ("z", null)], edit.Parameters!.Select(p => (p.After.Name, p.Before?.High)));
        Assert.Equal((20, 2.0), (changed.Spec.Trials, changed.Spec.SearchSpace[0].High));
        Assert.Single(SpaceEditing.ExcludedOf(changed));
        Assert.Equal(["x * z <= 5"], SpaceEditing.WhereOf(changed)!);

        // Asked for again, nothing is written.
        var before = (await StudyRowAsync()).ETag;
        await EditAsync(NewProcess(), """{"searchSpace": {"x": [0, 2]}, "exclude": [{"x": [1, 1.5]}], "where": ["x * z<=5"]}""", by: "key bob");
        Assert.Equal(before, (await StudyRowAsync()).ETag);
    }

    [Fact]
    public async Task Change_ByWritersInFourProcesses_LosesNoneAndKeepsTheirOrder()
    {
        const int Changes = 24;
        await CreateAsync(NewProcess(), Specs.Small(Name));
        TunerProcess[] processes = [.. Enumerable.Range(0, 4).Select(_ => NewProcess(TimeProvider.System))];

        await Task.WhenAll(Enumerable.Range(0, Changes).Select(i => EditAsync(
            processes[i % 4], $$$"""{"searchSpace": {"p{{{i}}}": {"kind": "float", "low": 0, "high": 1, "oldValue": 0.5} } }""", $"w{i}")));

        var study = (await ReadConsistentAsync()).Study;
        Assert.Equal(Changes, study.Edits.Select(e => e.By).Distinct().Count());
        Assert.Equal(study.Edits.Select(e => $"p{e.By[1..]}"), study.Edits.Select(e => Assert.Single(e.Parameters!).After.Name));
        Assert.Equal(study.Edits.Select(e => $"p{e.By[1..]}").Prepend("x"), study.Spec.SearchSpace.Select(p => p.Name));
        Assert.Equal(study.Edits.Select(e => e.At).Order(), study.Edits.Select(e => e.At));
        Assert.Equal("x", Assert.Single(SpaceEditing.FirstSpecOf(study).SearchSpace).Name);
    }

    /// <summary>Each change moves the range to where it was not before, so that every trial tells which space it is of.</summary>
    [Theory, InlineData("random"), InlineData("tpe")]
    public async Task Change_WhileAnotherProcessAdvances_EachTrialIsOfTheSpaceThatTheHistorySays(string sampler)
    {
        const int Changes = 8;
        var (one, other) = (NewProcess(TimeProvider.System), NewProcess(TimeProvider.System));
        var study = await CreateAsync(one, Specs.Small(Name, trials: 60, parallelism: 3) with { Sampler = new() { Type = sampler } });
        var advancing = Task.Run(async () =>
        {
            for (var sequence = 1; ; sequence++)
            {
                var plan = (await one.AdvanceAsync(study, sequence)).Plan;
                if (plan.Ended is not null) return;
                foreach (var number in plan.Start) await one.CompleteAsync(study, number, value: number % 7);
            }
        });
        for (var k = 1; k <= Changes; k++)
        {
            while ((await other.Store.ReadAsync(Name, CancellationToken.None))!.NextNumber < 6 * k) await Task.Yield();
            await EditAsync(other, $$$"""{"searchSpace": {"x": [{{{2 * k}}}, {{{(2 * k) + 1}}}]}}""");
        }

        await advancing;
        var (ended, trials) = await ReadConsistentAsync();
        Assert.Equal((Changes, 60), (ended.Edits.Count, trials.Count));
        foreach (var trial in trials)
        {
            var k = ended.Edits.Count(e => e.FromTrial <= trial.Number);
            Assert.InRange(trial.Parameters["x"].AsDouble(), 2 * k, (2 * k) + 1);
            Assert.True(TrialReplay.Of(ended, trials, trial.Number, SamplerCatalog.BuiltIn.Create(ended.Spec.Sampler), []).Same);
        }
    }

    [Theory]
    [InlineData(TransportFault.Unavailable, 1)]
    [InlineData(TransportFault.AnswerLost, 1)]
    [InlineData(TransportFault.AnswerBroken, 1)]
    [InlineData(TransportFault.NotSent, 1)]
    [InlineData(TransportFault.Unavailable, 0)]
    [InlineData(TransportFault.AnswerLost, 0)]
    [InlineData(TransportFault.AnswerBroken, 0)]
    [InlineData(TransportFault.NotSent, 0)]
    public async Task Changes_FaultAtEachRequest_AreThereOnce(TransportFault fault, int maxRetries)
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            var calm = NewProcess();
            var study = await CreateAsync(calm, Specs.Small(name, trials: 6, parallelism: 2));
            await calm.AdvanceAsync(study, 1);
            await calm.CompleteAsync(study, 0, value: 1);
            await calm.CompleteAsync(study, 1, value: 2);
            await calm.AdvanceAsync(study, 2);
            var network = new FaultyTransport(fault, k..(k + 1));
            var process = NewProcess(transport: network, maxRetries: maxRetries);

            await AskAsync(() => EditAsync(process, """{"searchSpace": {"x": [4, 5]}}""", name: name));
            await AskAsync(() => process.Store.HideAsync(StudyName.Parse(name), 0, true, "owner", CancellationToken.None));
            foreach (var number in (int[])[2, 3]) await calm.CompleteAsync(study, number, value: 3);
            await calm.AdvanceAsync(study, 3);

            var (after, trials) = await ReadConsistentAsync(name);
            Assert.Equal([4.0, null], after.Edits.Select(e => e.Parameters?[0].After.Low));
            Assert.Equal([null, 0], after.Edits.Select(e => e.Hidden));
            Assert.Equal(1, after.Best!.Number);
            Assert.All(trials.Take(4), t => Assert.InRange(t.Parameters["x"].AsDouble(), 0, 1));
            Assert.All(trials.Skip(4), t => Assert.InRange(t.Parameters["x"].AsDouble(), 4, 5));
            if (network.Requests >= k) continue;
            Assert.True(k > FewestRequests, $"It took only {network.Requests} requests.");
            return;
        }
    }

    /// <summary>The process that changes a study dies at one of its requests. The study has had every point of its space tried and has
    /// ended, so that the change is written along with entries of the index.</summary>
    [Theory]
    [InlineData(TransportFault.NotSent)]
    [InlineData(TransportFault.AnswerLost)]
    public async Task Change_ProcessThatDiesAtAnyRequest_IsThereOnceOrNotAtAll(TransportFault last)
    {
        var found = new HashSet<int>();
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            await ExhaustAsync(name);
            Clock.Advance(TimeSpan.FromSeconds(1));
            var network = new FaultyTransport((request, _) => ValueTask.FromResult(
                request < k ? TransportFault.None : request == k ? last : TransportFault.NotSent));
            var dying = NewProcess(transport: network, maxRetries: 0);
            try
            {
                await EditAsync(dying, Wider, "first", name);
            }
            catch (Exception e) when (StorageFailure.Is(e))
            {
                // Whoever asked hears nothing.
            }

            var study = (await ReadConsistentAsync(name)).Study;
            found.Add(study.Edits.Count);
            Assert.InRange(study.Edits.Count, 0, 1);
            Assert.Equal(study.Edits.Count == 0 ? 1 : 3, study.Spec.SearchSpace[0].High);
            Assert.Equal(study.Edits.Count == 0 ? StudyState.Ended : StudyState.Running, study.State);
            // One that goes on is seen by the sweep.
            if (study.State == StudyState.Running) Assert.Equal("Running", (await IndexEntryAsync(name))!.GetString("State"));

            var again = (await EditAsync(NewProcess(), Wider, "second", name)).Study!;
            Assert.Equal((1, StudyState.Running), (again.Edits.Count, again.State));
            Assert.Equal(study.Edits.Count == 0 ? "second" : "first", again.Edits[0].By);
            Assert.Equal([2, 3], (await NewProcess().AdvanceAsync(again, 1)).Plan.Start);
            if (network.Requests >= k) continue;
            Assert.Equal(2, found.Count);
            return;
        }
    }

    /// <summary>Between any two requests of the one that hides a trial, others end and another process counts them.</summary>
    [Fact]
    public async Task Hide_WhileAnotherProcessCounts_TheBestIsOfAllThatCount()
    {
        for (var k = 1; ; k++)
        {
            var name = $"{Name}-{k}";
            var calm = NewProcess();
            var study = await CreateAsync(calm, Specs.Small(name, trials: 8, parallelism: 2));
            await calm.AdvanceAsync(study, 1);
            await calm.CompleteAsync(study, 0, value: 1);
            await calm.AdvanceAsync(study, 2, 1);
            var isAtIt = false;
            var network = new FaultyTransport(async (request, _) =>
            {
                if (request == k && !isAtIt)
                {
                    isAtIt = true;
                    await calm.CompleteAsync(study, 1, value: 5);
                    await calm.CompleteAsync(study, 2, value: 3);
                    await calm.AdvanceAsync(study, 3);
                }

                return TransportFault.None;
            });

            await AskAsync(() => NewProcess(transport: network).Store.HideAsync(
                StudyName.Parse(name), 0, true, "owner", CancellationToken.None));

            var (after, _) = await ReadConsistentAsync(name);
            Assert.Equal(0, Assert.Single(after.Edits).Hidden);
            Assert.Equal(isAtIt ? 2 : null, after.Best?.Number);
            if (!isAtIt) return;
        }
    }

    [Fact]
    public async Task Follow_TrialThatIsHiddenOrShown_IsToldOnceByEachProcess()
    {
        var (worker, observer) = (NewProcess(), NewProcess());
        var study = await CreateAsync(worker, Specs.Small(Name, trials: 9, parallelism: 3));
        await worker.AdvanceAsync(study, 1);
        foreach (var number in (int[])[0, 1, 2]) await worker.CompleteAsync(study, number);
        await worker.AdvanceAsync(study, 2);
        var mark = (await observer.Observer.ChangesAsync(Name, StudyMark.Start, 1_000, CancellationToken.None))!.Mark;

        await worker.Store.HideAsync(Name, 1, true, "owner", CancellationToken.None);
        await worker.Store.HideAsync(Name, 2, true, "owner", CancellationToken.None);
        Assert.Equal([1, 2], await ToldAsync(observer));
        Assert.Empty(await ToldAsync(observer));
        await worker.Store.HideAsync(Name, 1, false, "owner", CancellationToken.None);
        // Another process does not know the place and tells more; what was hidden is among it.
        Assert.Contains(1, await ToldAsync(NewProcess()));
        await worker.Store.HideAsync(Name, 2, false, "owner", CancellationToken.None);
        // What is cut tells of them in its last answer.
        var told = new List<int>();
        mark = StudyMark.Start with { Created = mark.Created };
        for (var cut = true; cut;) told.AddRange(await ToldAsync(observer, most: 2, isCut: c => cut = c));
        Assert.Equal([0, 1, 2, 3, 4, 5], told.Distinct().Order());
        Assert.Equal([1, 2], told.TakeLast(2).Order());

        async Task<IEnumerable<int>> ToldAsync(TunerProcess process, int most = 1_000, Action<bool>? isCut = null)
        {
            var changes = (await process.Observer.ChangesAsync(Name, mark, most, CancellationToken.None))!;
            mark = changes.Mark;
            isCut?.Invoke(changes.IsCut);
            return changes.Trials.Select(t => t.Number);
        }
    }

    private const string Wider = """{"searchSpace": {"x": {"kind": "int", "low": 0, "high": 3}}}""";

    /// <summary>A study that has ended because both points of its space were tried.</summary>
    private async Task ExhaustAsync(string name)
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(name, trials: 9) with
        {
            SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Int, Low = 0, High = 1 }],
            Deterministic = true,
        });
        foreach (var number in (await process.AdvanceAsync(study, 1)).Plan.Start) await process.CompleteAsync(study, number);
        Assert.Equal(StopReason.Exhausted, (await process.AdvanceAsync(study, 2)).Plan.Ended);
    }

    private async Task<StudyChange> EditAsync(TunerProcess process, string json, string by = "owner", string? name = null)
    {
        var (request, errors) = ExtendRequestReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(errors);
        var change = await process.Store.ExtendAsync(
            StudyName.Parse(name ?? Name), request!, CancellationToken.None, new StudyAsk { Editor = new StudyEditor(by, _ => []) });
        Assert.Empty(change.Errors);
        return change;
    }
}
