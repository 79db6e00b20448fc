using System.Collections.Concurrent;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Objectives that report, cost, are cut short, fail once, and are evaluated several times for a point.</summary>
internal static class LifeObjectives
{
    /// <summary>The trials whose token has fired, by study and number.</summary>
    public static ConcurrentDictionary<(string Study, int Number), bool> Fired { get; } = new();

    /// <summary>When each attempt at a trial began, by study and number.</summary>
    public static ConcurrentDictionary<(string Study, int Number), ConcurrentQueue<long>> Begun { get; } = new();

    /// <summary>What each evaluation of a point had as its seed.</summary>
    public static ConcurrentDictionary<(string Study, int Number, int Repeat), long> Seeds { get; } = new();

    /// <summary>What "until-released" waits for.</summary>
    public static TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static IReadOnlyList<TestObjectives.Objective> All { get; } =
    [
        // Looks at its token alone, whatever its reports are answered.
        Make("until-cut", async (trial, cancellation) =>
        {
            Assert.Equal(cancellation, trial.CancellationToken);
            for (var step = 0; step < 5; step++) await trial.ReportAsync(step, step);
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                Fired[(trial.Study, trial.Number)] = trial.CancellationToken.IsCancellationRequested;
            }

            return new ObjectiveResult(0.0);
        }),
        Make("returns-when-cut", async (trial, cancellation) =>
        {
            await trial.ReportAsync(0, 3);
            await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
            return new ObjectiveResult(7.0);
        }),
        // Half as good as it will be at each step: the larger x, the worse all along.
        Make("curve", async (trial, cancellation) =>
        {
            var x = trial.Parameters["x"].AsDouble();
            for (var step = 0; step < 20; step++)
            {
                if (!await trial.ReportAsync(step, x + (1.0 / (step + 1)), cancellationToken: cancellation))
                    throw new OperationCanceledException();
                await Task.Delay(5, cancellation);
            }

            return new ObjectiveResult(x);
        }),
        // The same in two directions: y foretells the second value, and does not change.
        Make("front-curve", async (trial, cancellation) =>
        {
            var (x, y) = (trial.Parameters["x"].AsDouble(), trial.Parameters["y"].AsDouble());
            for (var step = 1; step <= 8; step++)
                if (!await trial.ReportAsync(step, [x + (1.0 / step), y], cancellationToken: cancellation))
                    throw new OperationCanceledException();
            return new ObjectiveResult([x, y]);
        }, values: 2),
        Make("repeated", async (trial, cancellation) =>
        {
            Seeds[(trial.Study, trial.Number, trial.Repeat)] = trial.Seed;
            for (var step = 0; step < 3; step++) await trial.ReportAsync(step, 100, cancellationToken: cancellation);
            return new ObjectiveResult(trial.Number + trial.Repeat)
            {
                CostUsd = 0.01m,
                Metrics = new Dictionary<string, double> { ["twice"] = 2.0 * (trial.Number + trial.Repeat) },
            };
        }),
        Make("until-released", async (_, cancellation) =>
        {
            await Release.Task.WaitAsync(cancellation);
            return new ObjectiveResult(1.0);
        }),
        Make(
            "final-failure-once",
            (trial, _) => First(trial) ? throw new ObjectiveException("not at first") : Task.FromResult(new ObjectiveResult(1.0))),
        Make("nan-once", (trial, _) => Task.FromResult(new ObjectiveResult(First(trial) ? double.NaN : 1.0))),
        Make("hangs-once", async (trial, cancellation) =>
        {
            if (First(trial)) await Task.Delay(Timeout.Infinite, cancellation);
            return new ObjectiveResult(1.0);
        }),
        Make("throws-thrice", (trial, _) =>
        {
            Begun.GetOrAdd((trial.Study, trial.Number), _ => new()).Enqueue(TimeProvider.System.GetTimestamp());
            return TestObjectives.Evaluations[(trial.Study, trial.Number)] <= 3
                ? throw new InvalidTimeZoneException("not yet")
                : Task.FromResult(new ObjectiveResult(1.0));
        }),
        Make("says-its-cost", async (trial, cancellation) =>
        {
            for (var step = 0; step < 10; step++)
                if (!await trial.ReportAsync(step, step, 0.01m * (step + 1), cancellation)) throw new OperationCanceledException();
            return new ObjectiveResult(1.0) { CostUsd = 0.11m };
        }),
        Make("slow-steps", async (trial, cancellation) =>
        {
            for (var step = 0; ; step++)
            {
                await trial.ReportAsync(step, TestObjectives.Evaluations[(trial.Study, trial.Number)], cancellationToken: cancellation);
                if (step == 20 && !First(trial)) return new ObjectiveResult(1.0);
                await Task.Delay(First(trial) ? 100 : 1, cancellation);
            }
        }),
        Make("thousand-steps", async (trial, cancellation) =>
        {
            for (var step = 0; step < 1000; step++) await trial.ReportAsync(step, step * trial.Number, cancellationToken: cancellation);
            return new ObjectiveResult(trial.Number);
        }),
    ];

    private static bool First(ITrialContext trial) => TestObjectives.Evaluations[(trial.Study, trial.Number)] == 1;

    private static TestObjectives.Objective Make(
        string name, Func<ITrialContext, CancellationToken, Task<ObjectiveResult>> evaluate, int values = 1) => new(name, evaluate, values);
}
