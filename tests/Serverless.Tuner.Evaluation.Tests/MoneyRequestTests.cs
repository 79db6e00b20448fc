using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>
/// An evaluation whose wish for more money the storage does not answer: a
/// trial of $0.001 a second has money for ten seconds, asks for more at
/// the ninth, and looks after everything else meanwhile.
/// </summary>
public sealed class MoneyRequestTests(StorageAlone storage) : IClassFixture<StorageAlone>
{
    private const decimal UsdPerHour = 3.6m;
    private static readonly TimeSpan s_paid = TimeSpan.FromSeconds(10);

    private readonly CountingTimeProvider _clock = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _name = "money-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task TrialTimeout_WishForMoneyHangs_FiresInTime()
    {
        var (trial, after) = await RunAsync(spec => spec with { TrialTimeoutSeconds = 10.5, MaxAttempts = 1 }, UntilCut);

        Assert.Equal((TrialState.Failed, "timeout: it ran longer than 10.5 s"), (trial.State, trial.Outcome.Reason));
        Assert.InRange(after.TotalSeconds, 10.5, 10.75);
        AssertPaid(trial);
    }

    [Fact]
    public async Task HostStops_WishForMoneyHangs_FiresInTime()
    {
        using var stopping = new CancellationTokenSource();
        var evaluating = RunAsync(spec => spec, UntilCut, stopping);
        await _asked.Task;
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluating);
        var trial = await ReadAsync();
        Assert.Equal(TrialState.Waiting, trial.State);
        AssertPaid(trial);
    }

    [Fact]
    public async Task Budget_WishForMoneyHangs_EndsTheTrialASecondAfterItsMoney()
    {
        var (trial, after) = await RunAsync(spec => spec, UntilCut);

        Assert.Equal((TrialState.Pruned, "budget"), (trial.State, trial.Outcome.Reason));
        Assert.InRange(after.TotalSeconds, 11, 11.25);
        AssertPaid(trial);
    }

    [Fact]
    public async Task Heartbeat_WishForMoneyHangs_IsWritten()
    {
        var (trial, _) = await RunAsync(spec => spec, UntilCut);

        // The first is due at the tenth second, the wish was made at the ninth.
        Assert.InRange((trial.HeartbeatAt - trial.StartedAt)!.Value.TotalSeconds, 10, 10.5);
    }

    [Fact]
    public async Task Money_AnswerComesAMomentTooLate_PaysForTheTimeSince()
    {
        var (trial, after) = await RunAsync(
            spec => spec,
            async (_, cancellation) => await Task.Delay(TimeSpan.FromSeconds(12), _clock, cancellation),
            answerAt: s_paid + TimeSpan.FromSeconds(0.5));

        Assert.Equal(TrialState.Complete, trial.State);
        Assert.InRange(after.TotalSeconds, 12, 12.5);
        Assert.InRange(trial.Cost.Micro, 12_000, 12_500);
    }

    [Fact]
    public async Task ReportedCost_WishForMoneyHangs_EndsTheTrialASecondAfterItWasReported()
    {
        var goesOn = true;
        var (trial, after) = await RunAsync(
            spec => spec with { Budget = new BudgetSpec { LimitUsd = 1, ExpectedUsd = 0.01m, Policy = BudgetPolicy.Expected } },
            async (t, cancellation) => goesOn = await t.ReportAsync(0, 1, 0.05m, CancellationToken.None));

        Assert.False(goesOn);
        Assert.Equal((TrialState.Pruned, "budget", 50_000L), (trial.State, trial.Outcome.Reason, trial.Cost.Micro));
        Assert.InRange(after.TotalSeconds, 1, 1.25);
    }

    private static void AssertPaid(Trial trial) => Assert.InRange(trial.Cost.Micro, 9_000, 10_000);

    private static Task UntilCut(ITrialContext trial, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    private async Task<(Trial Trial, TimeSpan After)> RunAsync(
        Func<StudySpec, StudySpec> change,
        Func<ITrialContext, CancellationToken, Task> evaluate, CancellationTokenSource? stopping = null, TimeSpan? answerAt = null)
    {
        var spec = change(new StudySpec
        {
            Name = _name,
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "test" },
            Directions = [Direction.Minimize],
            SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }],
            Sampler = new SamplerSpec { Type = "random" },
            Trials = 1,
            Budget = new BudgetSpec { LimitUsd = 1, UsdPerHour = UsdPerHour, ExpectedUsd = 0.01m, Policy = BudgetPolicy.Expected },
        });
        var tables =
            new TunerTables(
                new TableServiceClient(storage.ConnectionString, new TableClientOptions { Transport = new FaultyTransport(HoldAsync) }));
        var store = new StudyStore(tables, _clock, SpecComparison.BuiltIn);
        var study = (await store.CreateAsync(spec, CancellationToken.None)).Study!;
        await new StudyAdvancer(store, tables, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn, _clock)
            .AdvanceAsync(StudyName.Parse(_name), study.Run, 1, new HashSet<int>(), false, CancellationToken.None);
        var lease = (
            await new TrialClaims(store, tables, _clock, new HostStart())
                .ClaimAsync(StudyName.Parse(_name), study.Run, 0, "here", CancellationToken.None)).Lease!;

        var objective = new TestObjective("test", async (trial, cancellation) =>
        {
            await evaluate(trial, cancellation);
            return new ObjectiveResult(1.0);
        });
        var begun = _clock.GetUtcNow();
        var evaluating = Task.Run(
            () =>
                new TrialEvaluation(
                    lease, () => objective, PrunerCatalog.BuiltIn, _clock,
                    NullLogger.Instance).RunAsync(stopping?.Token ?? CancellationToken.None));
        await PassTimeAsync(evaluating, begun, answerAt);
        await evaluating;
        return (await ReadAsync(), _clock.GetUtcNow() - begun);
    }

    /// <summary>Lets time go by whenever the evaluation has gone to sleep, until it is over.</summary>
    private async Task PassTimeAsync(Task evaluating, DateTimeOffset begun, TimeSpan? answerAt)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!evaluating.IsCompleted)
        {
            // Asleep: a timer waits, and goes on waiting for a moment in which everything else has come to rest.
            for (var quiet = 0; quiet < 5 && !evaluating.IsCompleted; quiet = _clock.PendingTimers > 0 ? quiet + 1 : 0)
                await Task.Delay(TimeSpan.FromMilliseconds(1), limit.Token);
            if (_clock.GetUtcNow() - begun >= answerAt) _mayAnswer.TrySetResult();
            _clock.Advance(TimeSpan.FromMilliseconds(125));
        }
    }

    /// <summary>Lets the first write to the study row after its trial has begun hang, whatever becomes of who asked for it.</summary>
    private async ValueTask<TransportFault> HoldAsync(int number, HttpRequestMessage request)
    {
        var uri = Uri.UnescapeDataString(request.RequestUri!.ToString());
        if (request.Method != HttpMethod.Put || !uri.Contains("RowKey='study'", StringComparison.Ordinal)) return TransportFault.None;
        _asked.TrySetResult();
        await _mayAnswer.Task;
        return TransportFault.None;
    }

    private async Task<Trial> ReadAsync()
    {
        var store = new StudyStore(new TunerTables(new TableServiceClient(storage.ConnectionString)), _clock, SpecComparison.BuiltIn);
        return (await store.FindWithTrialsAsync(StudyName.Parse(_name), CancellationToken.None))!.Value.Trials[0];
    }
}
