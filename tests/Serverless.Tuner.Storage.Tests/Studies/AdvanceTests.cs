using Azure.Core;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class AdvanceTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Fact]
    public async Task Advance_SameSequence_AnswersTheRecordedPlan()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name));
        var first = await process.AdvanceAsync(study, 1);
        await process.CompleteAsync(study, 0);

        var here = await process.AdvanceAsync(study, 1);
        var elsewhere = await NewProcess().AdvanceAsync(study, 1);

        Assert.Equal([0, 1, 2, 3], first.Plan.Start);
        Assert.Equal(first.Plan.Start, here.Plan.Start);
        Assert.Equal(first.Plan.Start, elsewhere.Plan.Start);
        Assert.Equal(4, (await ReadConsistentAsync()).Trials.Count);
    }

    [Fact]
    public async Task Advance_SupersededRun_GetsNothing()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name));
        await process.AdvanceAsync(study, 1);
        await NewProcess().Store.RestartAsync(Name, study.Run, CancellationToken.None);

        var answer = await process.AdvanceAsync(study, 2);

        Assert.Null(answer);
        Assert.Equal(0, (await ReadConsistentAsync()).Study.Sequence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Advance_SequenceOutOfTurn_GetsNothing(int sequence)
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name));
        await process.AdvanceAsync(study, 1);

        Assert.Null(await process.AdvanceAsync(study, sequence));
    }

    [Fact]
    public async Task Advance_DeletedStudy_GetsNothing()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name));
        await process.AdvanceAsync(study, 1);
        await NewProcess().Store.DeleteAsync(Name, CancellationToken.None);

        Assert.Null(await process.AdvanceAsync(study, 2));
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Advance_LastTrialEnded_EndsTheStudyAndTellsTheIndex()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name, trials: 2));
        await process.AdvanceAsync(study, 1);
        await process.CompleteAsync(study, 0, value: 2);
        await process.CompleteAsync(study, 1, value: 1);

        var answer = await process.AdvanceAsync(study, 2);

        Assert.Equal(StopReason.Trials, answer.Plan.Ended);
        Assert.Equal(1, (await ReadConsistentAsync()).Study.Best!.Value);
        Assert.Equal("Ended", (await IndexEntryAsync())!.GetString("State"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Advance_AnswerLost_RecordedPlanIsAnswered(int maxRetries)
    {
        var study = await CreateAsync(NewProcess(), Specs.Small(Name));
        var lost = false;
        var network = new FaultyTransport((_, request) =>
        {
            if (lost || !request.RequestUri!.ToString().Contains("$batch", StringComparison.Ordinal))
                return ValueTask.FromResult(TransportFault.None);
            lost = true;
            return ValueTask.FromResult(TransportFault.AnswerLost);
        });
        var process = NewProcess(transport: network, maxRetries: maxRetries);

        if (maxRetries == 0) await Assert.ThrowsAsync<RequestFailedException>(() => process.AdvanceAsync(study, 1));
        var answer = await process.AdvanceAsync(study, 1);

        Assert.True(lost);
        Assert.Equal([0, 1, 2, 3], answer.Plan.Start);
        Assert.Equal(4, (await ReadConsistentAsync()).Trials.Count);
    }

    [Fact]
    public async Task Advance_AnswerLostThenAnotherProcess_AnswersTheRecordedPlan()
    {
        var study = await CreateAsync(NewProcess(), Specs.Small(Name));
        var cut = NewProcess(transport: new FaultyTransport((_, request) => ValueTask.FromResult(
            request.RequestUri!.ToString().Contains("$batch", StringComparison.Ordinal)
                ? TransportFault.AnswerLost
                : TransportFault.None)), maxRetries: 0);
        await Assert.ThrowsAsync<RequestFailedException>(() => cut.AdvanceAsync(study, 1));

        var answer = await NewProcess().AdvanceAsync(study, 1);

        Assert.Equal([0, 1, 2, 3], answer.Plan.Start);
    }

    [Fact]
    public async Task Advance_MoreSlotsThanATransactionTakes_FillsThemInSeveral()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name, trials: 250, parallelism: 250));

        var first = (await process.AdvanceAsync(study, 1)).Plan;
        var second = (await process.AdvanceAsync(study, 2, first.Start)).Plan;
        var third = (await process.AdvanceAsync(study, 3, first.Start.Concat(second.Start))).Plan;

        Assert.Equal((true, true, false), (first.More, second.More, third.More));
        Assert.Equal(Enumerable.Range(0, 250), first.Start.Concat(second.Start).Concat(third.Start));
        Assert.Equal(250, (await ReadConsistentAsync()).Trials.Count);
    }

    [Fact]
    public async Task Advance_TrialsOfManyLongTexts_FillsTheSlotsAllTheSame()
    {
        // 20 trials of about 350 KB each are more than a transaction takes.
        var texts = Enumerable.Range(0, 8).Select(i => new ParameterSpec
        {
            Name = $"prompt-{i}",
            Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Of(Specs.Noise(i, 15_000))],
        });
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name, trials: 20, parallelism: 20) with { SearchSpace = [.. texts] });

        var running = new List<int>();
        for (var sequence = 1; running.Count < 20; sequence++)
        {
            var plan = (await process.AdvanceAsync(study, sequence, running)).Plan;
            running.AddRange(plan.Start);
            Assert.Equal(running.Count < 20, plan.More);
        }

        Assert.Equal(20, (await ReadConsistentAsync()).Trials.Count);
    }

    [Fact]
    public async Task Advance_StudyRowReadAloneBefore_KnowsItsTrials()
    {
        // Somebody looked at the study in this process, nobody at its trials: as much as a sweep or a GET reads.
        var study = await CreateAsync(NewProcess(), Specs.Small(Name, trials: 20, parallelism: 4));
        var start = (await NewProcess().AdvanceAsync(study, 1)).Plan.Start;
        var process = NewProcess();
        await process.Store.FindAsync(Name, CancellationToken.None);

        var answer = await process.AdvanceAsync(study, 2, start);

        Assert.Empty(answer.Plan.Start);
        Assert.Equal(4, answer.Study!.Open.Count);
    }

    [Fact]
    public async Task Advance_StudyExtendedInAnotherProcess_SuggestsFromAllThatHasEnded()
    {
        var spec = Specs.Small(
            Name, trials: 30, parallelism: 30) with
        { Sampler = SamplerSpec.Of("tpe", ("nStartupTrials", ParameterValue.Of(10))) };
        var first = NewProcess();
        var study = await CreateAsync(first, spec);
        foreach (var number in (await first.AdvanceAsync(study, 1)).Plan.Start) await first.CompleteAsync(study, number, value: number);
        await first.AdvanceAsync(study, 2);
        var process = NewProcess();
        var extended = (await process.Store.ExtendAsync(Name, new ExtendRequest { Trials = 31 }, CancellationToken.None)).Study!;

        await process.AdvanceAsync(extended, 1);

        // The same study, told to a process that has no doubt about its trials.
        var (_, trials) = await ReadConsistentAsync();
        var sampler = Core.Samplers.SamplerCatalog.BuiltIn.Create(spec.Sampler);
        var space = Core.SearchSpaces.SearchSpace.From(spec.SearchSpace);
        var history = trials.Take(30)
            .Select(t => new Core.Samplers.SampledTrial(t.Number, t.State, t.Parameters, t.Outcome.Values)).ToList();
        var expected = sampler.Prepare(new Core.Samplers.SamplerHistory(space, spec.Directions, spec.Seed, history)).Suggest(30);
        Assert.Equal(expected["x"], trials[30].Parameters["x"]);
    }

    [Fact]
    public async Task Advance_OtherProcessAdvancedMeanwhile_KnowsWhatEndedThere()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await CreateAsync(here, Specs.Small(Name, trials: 20, parallelism: 2));
        await here.AdvanceAsync(study, 1);
        await there.CompleteAsync(study, 0, value: 5);
        await there.AdvanceAsync(study, 2, 1);
        await here.Store.FindAsync(Name, CancellationToken.None);

        var answer = await here.AdvanceAsync(study, 3, 1, 2);

        Assert.Equal((1, 2), (answer.Study!.Complete, answer.Study.Open.Count));
        await ReadConsistentAsync();
    }

    [Fact]
    public async Task Advance_OtherProcessChangedTheStudyMeanwhile_LosesNoChange()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await CreateAsync(here, Specs.Metered(Name, limitUsd: 1, trials: 20, parallelism: 2));
        await here.AdvanceAsync(study, 1);
        await (await there.LeaseAsync(study, 0)).ReserveMoreAsync(new Money(777), CancellationToken.None);
        var reserved = (await ReadConsistentAsync()).Study.Ledger.Reserved;
        await there.Store.ChangeAsync(Name, s => Core.Studies.StudyMachine.RequestStop(s, Contracts.StopMode.Now), CancellationToken.None);

        var answer = await here.AdvanceAsync(study, 2, 0, 1);

        Assert.Equal((StopReason.Requested, reserved), (answer.Study!.StopReason, answer.Study.Ledger.Reserved));
        var read = (await ReadConsistentAsync()).Study;
        Assert.Equal((StopReason.Requested, reserved), (read.StopReason, read.Ledger.Reserved));
    }

    [Fact]
    public async Task Advance_OvertakenByTheNextOne_GetsNothingAndUndoesNothing()
    {
        var there = NewProcess();
        var study = await CreateAsync(there, Specs.Small(Name, trials: 20, parallelism: 2));
        await there.AdvanceAsync(study, 1);
        var isOvertaken = false;
        var late = NewProcess(transport: new FaultyTransport(async (_, request) =>
        {
            if (isOvertaken || !request.RequestUri!.ToString().Contains("$batch", StringComparison.Ordinal)) return TransportFault.None;
            isOvertaken = true;
            await there.AdvanceAsync(study, 2, 0, 1);
            await there.CompleteAsync(study, 0, value: 5);
            await there.AdvanceAsync(study, 3, 1);
            return TransportFault.None;
        }));

        var answer = await late.AdvanceAsync(study, 2, 0, 1);

        Assert.True(isOvertaken);
        Assert.Null(answer);
        var read = (await ReadConsistentAsync()).Study;
        Assert.Equal((3, 1, 3), (read.Sequence, read.Complete, read.NextNumber));
    }

    [Fact]
    public async Task Advance_WarmProcess_NeedsOneRequest()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name, trials: 100));
        var running = (await process.AdvanceAsync(study, 1)).Plan.Start.ToHashSet();
        for (var sequence = 2; sequence < 12; sequence++)
        {
            var number = running.Min();
            await process.CompleteAsync(study, number, value: number);
            running.Remove(number);
            process.Log.Clear();

            running.UnionWith((await process.AdvanceAsync(study, sequence, running)).Plan.Start);

            Assert.True(process.Log.Count == 1, $"It took {process.Log.Count}:{Environment.NewLine}{process.Log}");
        }
    }

    [Fact]
    public async Task Advance_ColdProcess_ReadsPagesNotRows()
    {
        var first = NewProcess();
        var study = await CreateAsync(first, Specs.Small(Name, trials: 400, parallelism: 400));
        var running = new HashSet<int>();
        for (var sequence = 1; running.Count < 400; sequence++)
            running.UnionWith((await first.AdvanceAsync(study, sequence, running)).Plan.Start);
        var process = NewProcess();

        var answer = await process.AdvanceAsync(study, 6, running);

        Assert.NotNull(answer.Plan);
        // Both tables are made sure of; then the study, a page of its trials, the transaction.
        Assert.True(process.Log.Count <= 5, process.Log.ToString());
    }

    [Fact]
    public async Task Advance_TrialEndedInAnotherProcess_ReadsFromTheLowestOpenTrialOnly()
    {
        var (here, there) = (NewProcess(), NewProcess());
        var study = await CreateAsync(here, Specs.Small(Name, trials: 20, parallelism: 1));
        await here.AdvanceAsync(study, 1);
        for (var sequence = 2; sequence <= 6; sequence++)
        {
            await here.CompleteAsync(study, sequence - 2);
            await here.AdvanceAsync(study, sequence);
        }

        await there.CompleteAsync(study, 5);
        here.Log.Clear();
        var answer = await here.AdvanceAsync(study, 7);

        Assert.Equal([6], answer.Plan.Start);
        Assert.Equal(3, here.Log.Count);
        Assert.Contains("RowKey+ge+'trial|0000000005'", here.Log.ToString().Replace(' ', '+'), StringComparison.Ordinal);
    }
}
