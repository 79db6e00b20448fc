using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>
/// A whole small study, run by calls to the store as the orchestration makes them. Each activity that fails is asked for
/// again, as a durable orchestration does, by the same process or by a new one.
/// </summary>
internal sealed class StudyLife(StudySpec spec, CountingTimeProvider clock, TunerProcess process, Func<TunerProcess>? replacement)
{
    private const int MaxFailures = 10;
    private TunerProcess _process = process;
    private int _claims;

    public StopReason? Ended { get; private set; }

    /// <summary>How many activities failed and were asked for again.</summary>
    public int Failures { get; private set; }

    /// <summary>Every number that a plan said to start, in order.</summary>
    public List<int> Started { get; } = [];

    public async Task RunAsync()
    {
        var study = (await AskAsync(p => p.Store.CreateAsync(spec, CancellationToken.None))).Study!;
        var running = new SortedSet<int>();
        for (var sequence = 1; Ended is null; sequence++)
        {
            var plan = (await AskAsync(p => p.AdvanceAsync(study, sequence, running))).Plan;
            Started.AddRange(plan.Start);
            running.UnionWith(plan.Start);
            Ended = plan.Ended;
            if (running.Count == 0) continue;
            var number = running.Min;
            while (await AskAsync(p => EvaluateAsync(p, study, number)) == TrialState.Waiting)
            {
            }

            running.Remove(number);
        }
    }

    public Task<bool> DeleteAsync() => AskAsync(p => p.Store.DeleteAsync(StudyName.Parse(spec.Name), CancellationToken.None));

    /// <summary>The first attempt at trial 1 fails, trial 2 is pruned after it has asked for more money.</summary>
    private async Task<TrialState> EvaluateAsync(TunerProcess at, Study study, int number)
    {
        var claim = await at.ClaimAsync(study, number, $"claim-{++_claims}");
        if (claim.Ended is { } ended) return ended.State;
        if (claim.RetryAfter is { } wait)
        {
            clock.Advance(wait);
            return TrialState.Waiting;
        }

        using var lease = claim.Lease ?? throw new InvalidOperationException($"Trial {number} cannot be claimed.");
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(LeaseState.Held, await lease.ReportAsync(1, number, CancellationToken.None));
        if (number == 1 && lease.Trial.Failures == 0)
        {
            Assert.Equal(LeaseState.Held, await lease.GiveBackAsync("it threw", new Money(28), CancellationToken.None));
            return TrialState.Waiting;
        }

        if (number == 2) await lease.ReserveMoreAsync(new Money(50), CancellationToken.None);
        var outcome = number == 2 ? TrialOutcome.Pruned("enough", number) : Outcomes.Complete(10 - number);
        Assert.Equal(LeaseState.Held, await lease.EndAsync(outcome, new Money(28), CancellationToken.None));
        return outcome.State;
    }

    private async Task<T> AskAsync<T>(Func<TunerProcess, Task<T>> activity)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var answer = activity(_process);
                while (!answer.IsCompleted)
                {
                    // What waits before it tries again is not kept waiting.
                    if (clock.PendingTimers > 0) clock.Advance(TimeSpan.FromSeconds(1));
                    await Task.WhenAny(answer, Task.Delay(1));
                }

                return await answer;
            }
            catch (Exception e) when (StorageFailure.Is(e) && failures < MaxFailures)
            {
                Failures++;
                if (replacement is not null) _process = replacement();
            }
        }
    }
}
