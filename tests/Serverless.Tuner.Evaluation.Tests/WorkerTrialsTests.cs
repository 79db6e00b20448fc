using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>Leases that run out, money that is used up, times that are over, and answers that are cut, for workers.</summary>
public sealed class WorkerTrialsTests(StorageAlone storage) : IClassFixture<StorageAlone>
{
    private static readonly BudgetSpec s_dollarAThousandSeconds = new()
    {
        LimitUsd = 1,
        UsdPerHour = 3.6m,
        ExpectedUsd = 0.1m,
        Policy = BudgetPolicy.Expected,
    };

    private readonly CountingTimeProvider _clock = new();
    private readonly StudyName _name = StudyName.Parse("worker-" + Guid.NewGuid().ToString("N"));

    [Theory, InlineData(true), InlineData(false)]
    public async Task Lease_RunsOut_GivesTheTrialBackOnce(bool isSameProcess)
    {
        var (here, lost) = await StartAsync(s => s);
        var there = isSameProcess ? here : NewProcess();
        await here.SuggestAsync(_name); // Another trial, which is not lost.
        _clock.Advance(TimeSpan.FromSeconds(30));
        await here.HeartbeatAsync(_name, (await here.ReadAsync(_name)).Trials[1]);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(2, (await there.OneAsync(_name)).Number);
        _clock.Advance(TimeSpan.FromSeconds(2));

        var again = await there.OneAsync(_name);
        var next = await there.OneAsync(_name);

        Assert.Equal((0, 2, 1, 3), (again.Number, again.Attempt, again.Losses, next.Number));
        Assert.NotEqual(lost.Claim, again.Claim);
        Assert.Null((await here.ReportAsync(_name, lost, new ReportView(0, 1))).State);
        Assert.Null((await here.CompleteAsync(_name, lost)).State);
        Assert.Equal(TrialState.Complete, (await there.CompleteAsync(_name, again)).State);
        Assert.Null((await here.CompleteAsync(_name, lost)).State);
        var row = (await NewProcess().ReadAsync(_name)).Trials[0];
        Assert.Equal((1, 1.0), (row.Losses, row.Outcome.Values!.Single()));
    }

    [Fact]
    public async Task Leases_OfManyLargeTrialsRunOut_AllAreGivenAgainOrSettled()
    {
        // Their rows take more in all than one transaction of the storage.
        var x = new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 };
        ParameterSpec[] space = [.. Enumerable.Range(0, 10_000).Select(i => x with { Name = $"x{i}" })];
        var (here, _) = await StartAsync(s => s with { SearchSpace = space, Trials = 24 });
        await here.SuggestAsync(_name, count: 23);
        _clock.Advance(TimeSpan.FromSeconds(61));

        var again = (await here.SuggestAsync(_name, count: 12)).Trials;
        await here.Leasing.SettleAsync(_name, CancellationToken.None);

        Assert.Equal(12, again.Count);
        Assert.All(again, trial => Assert.Equal(2, trial.Attempt));
        var trials = (await NewProcess().ReadAsync(_name)).Trials;
        Assert.Equal(12, trials.Count(t => t.State == TrialState.Running));
        Assert.Equal(12, trials.Count(t => t.State == TrialState.Waiting));
    }

    [Fact]
    public async Task Lease_RanOutAndNobodyWasGivenTheTrial_IsStillTheWorkers()
    {
        var (here, trial) = await StartAsync(s => s);
        _clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(TrialState.Running, (await here.HeartbeatAsync(_name, trial)).State);

        Assert.Equal(1, (await here.OneAsync(_name)).Number);
    }

    [Fact]
    public async Task Lease_RunsOutAgainAndAgain_FailsTheTrial()
    {
        var (here, _) = await StartAsync(s => s with { Parallelism = 1 });
        for (var losses = 1; losses < 10; losses++)
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            Assert.Equal((0, losses), (await here.OneAsync(_name) is var t ? t.Number : -1, t.Losses));
        }

        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, (await here.OneAsync(_name)).Number);

        var (study, trials) = await NewProcess().ReadAsync(_name);
        Assert.Equal((1, "its worker was lost 10 times"), (study.Failed, trials[0].Outcome.Reason));
    }

    [Fact]
    public async Task Lease_RunsOutAndNoWorkerComes_IsSettledByTheSweepAndCostsNothingMore()
    {
        var (here, _) = await StartAsync(s => s with { Budget = s_dollarAThousandSeconds });
        Assert.False(await MustSettleAsync(here));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True(await MustSettleAsync(here));

        var study = (await here.Leasing.SettleAsync(_name, CancellationToken.None))!;

        var trial = (await NewProcess().ReadAsync(_name)).Trials[0];
        Assert.Equal((TrialState.Waiting, 1, 60_000), (trial.State, trial.Losses, trial.Cost.Micro));
        Assert.False(await MustSettleAsync(here));
        var transport = new FaultyTransport(TransportFault.None, 0..0);
        var other = NewProcess(transport);
        await other.Leasing.SettleAsync(_name, CancellationToken.None);
        Assert.Equal(study.Sequence, (await NewProcess().ReadAsync(_name)).Study.Sequence);
        Assert.Equal((0, 1), (await here.OneAsync(_name) is var again ? again.Number : -1, again.Losses));
    }

    [Fact]
    public async Task Deadline_NoWorkerComes_EndsTheStudyOnceItsLeasesHaveRunOut()
    {
        var (here, _) = await StartAsync(s => s with { TimeoutSeconds = 30 });
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await MustSettleAsync(here));
        Assert.Equal((StudyState.Running, StopReason.Timeout), await SettleAsync(here));
        Assert.True((await here.SuggestAsync(_name)).IsDone);
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((StudyState.Ended, StopReason.Timeout), await SettleAsync(NewProcess()));

        Assert.Equal("study timeout", (await here.ReadAsync(_name)).Trials[0].Outcome.Reason);
    }

    [Fact]
    public async Task Budget_MoneyIsUsedUp_PrunesAtTheNextCallAndChargesNoMoreThanWasReserved()
    {
        // Two trials of a dollar have all there is between them: ten cents for each at first.
        var (here, first) = await StartAsync(s => s with { Budget = s_dollarAThousandSeconds with { LimitUsd = 0.2m }, Trials = 2 });
        var second = await here.OneAsync(_name);
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(TrialState.Running, (await here.HeartbeatAsync(_name, first)).State);
        Assert.Equal(TrialState.Complete, (await here.CompleteAsync(_name, second)).State);
        await here.SuggestAsync(_name); // Tells it, and frees half of its money.
        _clock.Advance(TimeSpan.FromSeconds(55));
        Assert.Equal(TrialState.Running, (await here.HeartbeatAsync(_name, first)).State);
        _clock.Advance(TimeSpan.FromSeconds(55));

        Assert.Equal(new WorkerAnswer(TrialState.Pruned, "budget"), await here.HeartbeatAsync(_name, first));
        Assert.Equal(new WorkerAnswer(TrialState.Pruned, "budget"), await here.CompleteAsync(_name, first));

        var (study, trials) = await NewProcess().ReadAsync(_name);
        Assert.Equal((StudyState.Ended, 200_000), (study.State, study.Spent.Micro));
        Assert.Equal([150_000, 50_000], trials.Select(t => t.Cost.Micro));
    }

    [Fact]
    public async Task TrialTimeout_IsOver_FailsTheAttemptAtTheNextCall()
    {
        var (here, trial) = await StartAsync(s => s with { TrialTimeoutSeconds = 20, MaxAttempts = 1 });
        _clock.Advance(TimeSpan.FromSeconds(21));

        var answer = await here.ReportAsync(_name, trial, new ReportView(0, 1));

        Assert.Equal(new WorkerAnswer(TrialState.Failed, "timeout: it ran longer than 20 s"), answer);
    }

    [Fact]
    public async Task Fail_WithAnAttemptLeft_IsGivenOutAgainAfterItsDelay()
    {
        var (here, trial) = await StartAsync(s => s with { MaxAttempts = 2, RetryDelaySeconds = 20, Parallelism = 1 });
        Assert.Equal(TrialState.Waiting, (await here.FailAsync(_name, trial)).State);
        Assert.InRange((await here.SuggestAsync(_name)).RetryAfter!.Value.TotalSeconds, 1, 10);
        _clock.Advance(TimeSpan.FromSeconds(26));

        var again = await here.OneAsync(_name);

        Assert.Equal((0, 2, 1), (again.Number, again.Attempt, again.Failures));
        Assert.Equal(TrialState.Failed, (await here.FailAsync(_name, again)).State);
    }

    [Fact]
    public async Task Suggest_NothingIsFree_WritesNothing()
    {
        var (here, _) = await StartAsync(s => s with { Parallelism = 1 });
        var before = (await here.ReadAsync(_name)).Study.Sequence;

        for (var i = 0; i < 3; i++) Assert.Empty((await here.SuggestAsync(_name)).Trials);

        Assert.Equal(before, (await NewProcess().ReadAsync(_name)).Study.Sequence);
    }

    /// <summary>Each request that a whole small study makes suffers the fault, one after another: a worker asks and tells again what was
    /// not answered, of the same process or of another.</summary>
    [Theory]
    [InlineData(TransportFault.Unavailable, true, 0)]
    [InlineData(TransportFault.AnswerLost, true, 0)]
    [InlineData(TransportFault.AnswerLost, false, 0)]
    [InlineData(TransportFault.AnswerBroken, true, 1)]
    [InlineData(TransportFault.NotSent, false, 0)]
    public async Task EveryRequest_Fails_NoTrialIsTwiceOrLost(TransportFault fault, bool isSameProcess, int retries)
    {
        var hits = 0;
        for (var k = 1; ; k++)
        {
            var name = StudyName.Parse($"{_name}-{k}");
            var transport = new FaultyTransport(fault, k..(k + 1));
            await CreateAsync(NewProcess(), name, s => s with { Trials = 4, MaxAttempts = 2, RetryDelaySeconds = 0 });
            await PlayAsync(name, NewProcess(transport, retries), isSameProcess ? null : NewProcess());

            var (study, trials) = await NewProcess().ReadAsync(name);
            Assert.Equal((StudyState.Ended, StopReason.Trials, 4), (study.State, study.StopReason, study.NextNumber));
            Assert.Equal((3, 1), (study.Complete, study.Failed));
            Assert.Equal(Money.Sum(trials.Select(t => t.Cost)), study.Spent);
            Assert.All(trials, t => Assert.Equal(t.Number == 1 ? 2 : 1, t.Attempt - t.Losses));
            // A trial that was given in an answer that did not arrive is lost once, and what is told twice costs once.
            Assert.All(trials, t => Assert.Equal((t.Number == 1 ? 2 : 1) * 10_000, t.Cost.Micro));
            // A client that asks again itself finds what it wrote the first time.
            if (retries > 0) Assert.All(trials, t => Assert.Equal(0, t.Losses));
            if (transport.Requests < k) break;
            hits++;
        }

        Assert.True(hits > 10, $"only {hits} requests were hit");
    }

    private async Task PlayAsync(StudyName name, WorkerProcess first, WorkerProcess? other)
    {
        var process = first;
        while (true)
        {
            var suggestions = await AskAsync(p => p.SuggestAsync(name));
            if (suggestions.IsDone) return;
            if (suggestions.Trials.Count == 0) _clock.Advance(TimeSpan.FromSeconds(61));
            foreach (var trial in suggestions.Trials)
            {
                foreach (var step in new[] { 0, 1 })
                    Assert.Equal(TrialState.Running, (await AskAsync(p => p.ReportAsync(name, trial, new ReportView(step, 1)))).State);
                if (trial.Number == 1)
                {
                    var told = new FailRequest(trial.Claim!) { CostUsd = 0.01m };
                    await AskAsync(p => p.Trials.FailAsync(name, 1, told, CancellationToken.None));
                }
                else Assert.Equal(TrialState.Complete, (await AskAsync(p => p.CompleteAsync(name, trial, 1, 0.01m))).State);
                Assert.Equal(2, (await NewProcess().Store.FindTrialAsync(name, trial.Number, CancellationToken.None))!.Value.Reports.Count);
            }
        }

        async Task<T> AskAsync<T>(Func<WorkerProcess, Task<T>> ask)
        {
            try
            {
                return await ask(process);
            }
            catch (Exception e) when (StorageFailure.Is(e))
            {
                process = other ?? process;
                return await ask(process);
            }
        }
    }

    private WorkerProcess NewProcess(FaultyTransport? transport = null, int retries = 0) =>
        new(storage.ConnectionString, _clock, transport, retries);

    private async Task<(WorkerProcess Process, Trial First)> StartAsync(Func<StudySpec, StudySpec> change)
    {
        var process = NewProcess();
        await CreateAsync(process, _name, change);
        return (process, await process.OneAsync(_name));
    }

    private static Task CreateAsync(WorkerProcess process, StudyName name, Func<StudySpec, StudySpec> change) => process.Store.CreateAsync(
        change(new StudySpec
        {
            Name = name,
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
            Directions = [Direction.Minimize],
            SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }],
            Sampler = new SamplerSpec { Type = "random" },
            Trials = 10,
            Parallelism = 1_000,
        }),
        CancellationToken.None);

    private async Task<bool> MustSettleAsync(WorkerProcess process) =>
        await process.Leasing.MustSettleAsync((await process.ReadAsync(_name)).Study, CancellationToken.None);

    private async Task<(StudyState State, StopReason? Reason)> SettleAsync(WorkerProcess process) =>
        await process.Leasing.SettleAsync(_name, CancellationToken.None) is var study ? (study!.State, study.StopReason) : default;
}
