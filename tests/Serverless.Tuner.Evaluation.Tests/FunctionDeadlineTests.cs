using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>Evaluations that the Functions host would end with their worker, on a clock that the test moves.</summary>
public sealed class FunctionDeadlineTests(StorageAlone storage) : IClassFixture<StorageAlone>
{
    private static int s_studies;

    private readonly CountingTimeProvider _clock = new();

    [Theory]
    [InlineData(600, 580, false)]
    [InlineData(60, 40, true)]
    [InlineData(60, 40, false)]
    [InlineData(30, 15, false)]
    public async Task FunctionTimeout_ObjectiveStillRuns_FailsTheTrialBeforehandWithoutAnotherAttempt(int timeout, int cutAt, bool enqueued)
    {
        var spec = Spec() with
        {
            MaxAttempts = 5,
            Enqueue = enqueued ? [new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.5) }] : null
        };

        var (reply, trial, seconds) = await EvaluateAsync(
            spec, timeout, async (_, cancellation) => await Task.Delay(Timeout.Infinite, cancellation));

        Assert.Equal(new EvaluationResult(TrialState.Failed), reply);
        Assert.Equal(
            (TrialState.Failed, $"functionTimeout: the function app ends an evaluation after {timeout} s"),
            (trial.State, trial.Outcome.Reason));
        Assert.InRange(seconds, cutAt, cutAt + 0.5);
    }

    [Theory]
    [InlineData(60, 50, null, "functionTimeout: ")]
    [InlineData(30, 22.5, null, "functionTimeout: ")]
    [InlineData(60, 50, 30.0, "timeout: ")]
    public async Task FunctionTimeout_ObjectiveDeafToItsToken_LeavesTimeToWriteTheOutcomeWhateverTheGracePeriod(
        int timeout, double endsAt, double? trialTimeout, string reason)
    {
        var spec = Spec() with { GracePeriodSeconds = 3600, TrialTimeoutSeconds = trialTimeout };
        var grace = TimeSpan.Zero;

        var (_, trial, seconds) = await EvaluateAsync(spec, timeout, async (context, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
            grace = context.GracePeriod;
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        });

        Assert.Equal(TrialState.Failed, trial.State);
        Assert.StartsWith(reason, trial.Outcome.Reason, StringComparison.Ordinal);
        Assert.InRange(seconds, endsAt, endsAt + 0.5);
        Assert.InRange(grace.TotalSeconds, 0, endsAt - (trialTimeout ?? 0));
    }

    [Fact]
    public async Task FunctionTimeout_ResultWithinTheGracePeriod_Counts()
    {
        var (reply, trial, _) = await EvaluateAsync(
            Spec(), 60, async (_, cancellation) =>
                await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default));

        Assert.Equal((TrialState.Complete, TrialState.Complete, 7.0), (reply.State, trial.State, trial.Outcome.Values![0]));
    }

    [Fact]
    public async Task FunctionTimeout_EvaluationBeginsLate_CountsFromTheStartOfTheFunction()
    {
        var (_, trial, seconds) = await EvaluateAsync(
            Spec(), 600, async (_, cancellation) =>
                await Task.Delay(Timeout.Infinite, cancellation), claimTakes: TimeSpan.FromSeconds(570));

        Assert.StartsWith("functionTimeout: ", trial.Outcome.Reason, StringComparison.Ordinal);
        Assert.InRange(seconds, 580, 580.5);
    }

    [Fact]
    public async Task NoFunctionTimeout_LongEvaluation_GoesOn()
    {
        var (reply, _, seconds) = await EvaluateAsync(
            Spec(), null, async (_, _) => await Task.Delay(TimeSpan.FromMinutes(11), _clock, CancellationToken.None));

        Assert.Equal(TrialState.Complete, reply.State);
        Assert.InRange(seconds, 660, 662);
    }

    /// <summary>Evaluates a trial, and tells how many seconds of the clock it took.</summary>
    private async Task<(EvaluationResult Reply, Core.Studies.Trial Trial, double Seconds)> EvaluateAsync(
        StudySpec spec, int? timeout, Func<ITrialContext, CancellationToken, Task> evaluate, TimeSpan claimTakes = default)
    {
        var tables = new TunerTables(new TableServiceClient(storage.ConnectionString));
        var store = new StudyStore(tables, _clock, SpecComparison.BuiltIn);
        var study = (await store.CreateAsync(spec, CancellationToken.None)).Study!;
        await new StudyAdvancer(store, tables, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn, _clock)
            .AdvanceAsync(StudyName.Parse(spec.Name), study.Run, 1, new HashSet<int>(), false, CancellationToken.None);
        var objective = new TestObjective("timed", async (trial, cancellation) =>
        {
            await evaluate(trial, cancellation);
            return new ObjectiveResult(7.0);
        });

        var start = _clock.GetTimestamp();
        var deadline = timeout is { } seconds ? new FunctionDeadline(TimeSpan.FromSeconds(seconds), _clock) : null;
        _clock.Advance(claimTakes);
        var lease = (
            await new TrialClaims(store, tables, _clock, new HostStart())
                .ClaimAsync(StudyName.Parse(spec.Name), study.Run, 0, "here", CancellationToken.None)).Lease!;
        var running =
            new TrialEvaluation(
                lease, () => objective, PrunerCatalog.BuiltIn, _clock,
                NullLogger.Instance, deadline).RunAsync(CancellationToken.None);
        await PassTimeAsync(running, deadline);
        var elapsed = _clock.GetElapsedTime(start).TotalSeconds;
        return (await running, (await store.FindTrialAsync(StudyName.Parse(spec.Name), 0, CancellationToken.None))!.Value.Trial, elapsed);
    }

    /// <summary>Lets time pass in small pieces, each once the evaluation waits for it, until it has ended.</summary>
    private async Task PassTimeAsync(Task running, FunctionDeadline? deadline)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!running.IsCompleted)
        {
            var piece = deadline is null
                || deadline.Left > TimeSpan.FromSeconds(2) ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(250);
            if (_clock.PendingTimers > 0) _clock.Advance(piece);
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(1), limit.Token));
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static StudySpec Spec() => new()
    {
        Name = $"deadline-{Interlocked.Increment(ref s_studies)}",
        Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "timed" },
        Directions = [Direction.Minimize],
        SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }],
        Sampler = new SamplerSpec { Type = "random" },
        Trials = 1,
        Parallelism = 1,
    };
}
