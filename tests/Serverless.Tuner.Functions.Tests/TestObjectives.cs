using System.Collections.Concurrent;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Objectives that behave well or badly, all over one float <c>x</c> in [0, 1].</summary>
internal static class TestObjectives
{
    /// <summary>How often each trial was evaluated, by study and number.</summary>
    public static ConcurrentDictionary<(string Study, int Number), int> Evaluations { get; } = new();

    /// <summary>What the trials of a study of <c>gated</c> wait for.</summary>
    public static ConcurrentDictionary<string, TaskCompletionSource> Gates { get; } = new();

    public static IReadOnlyList<Objective> All { get; } =
    [
        new Objective("square", async (trial, _) =>
        {
            await Task.Yield();
            return new ObjectiveResult(Math.Pow(trial.Parameters["x"].AsDouble() - 0.3, 2));
        }),
        new Objective("throws", (trial, _) => throw new InvalidTimeZoneException($"no luck with trial {trial.Number}")),
        new Objective("throws-once", (trial, _) => Evaluations[(trial.Study, trial.Number)] == 1
            ? throw new InvalidTimeZoneException("not yet")
            : Task.FromResult(new ObjectiveResult(1.0))),
        new Objective(
            "nan", (trial, _) => Task.FromResult(new ObjectiveResult(trial.Number % 2 == 0 ? double.NaN : double.PositiveInfinity))),
        new Objective("two-values", (_, _) => Task.FromResult(new ObjectiveResult([1.0, 2.0]))),
        new Objective("half-fails", (trial, _) => trial.Number % 2 == 0
            ? throw new ObjectiveException("an even number")
            : Task.FromResult(new ObjectiveResult(trial.Number))),
        new Objective("waits", async (trial, cancellation) =>
        {
            await trial.ReportAsync(0, 0.5, cancellationToken: cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
            return new ObjectiveResult(0.0);
        }),
        new Objective("gated", async (trial, cancellation) =>
        {
            await Gates.GetOrAdd(trial.Study, _ => new TaskCompletionSource()).Task.WaitAsync(cancellation);
            return new ObjectiveResult(trial.Number);
        }),
        new Objective("hangs", async (_, _) =>
        {
            // Deaf to its token, as bad code is.
            await Task.Delay(TimeSpan.FromSeconds(20), CancellationToken.None);
            return new ObjectiveResult(0.0);
        }),
        new Objective("reports", async (trial, cancellation) =>
        {
            for (var step = 0; step < 5; step++) await trial.ReportAsync(step, step * 0.1, cancellationToken: cancellation);
            return new ObjectiveResult(1.0) { Attributes = new Dictionary<string, string> { ["seed"] = $"{trial.Seed}" } };
        }),
        new Objective("costly", (trial, _) => Task.FromResult(new ObjectiveResult(trial.Parameters["x"].AsDouble()) { CostUsd = 0.3m })),
        new Objective("number", (trial, _) => Task.FromResult(new ObjectiveResult(trial.Number))),
    ];

    internal sealed class Objective(
        string name, Func<ITrialContext, CancellationToken, Task<ObjectiveResult>> evaluate, int values = 1) : IObjective
    {
        public string Name => name;

        public IReadOnlyList<ObjectiveMetric> Metrics { get; } =
            [.. Enumerable.Range(0, values).Select(i => new ObjectiveMetric(i == 0 ? "value" : $"value{i}", Direction.Minimize))];

        public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } =
            [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }];

        public Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
        {
            Evaluations.AddOrUpdate((trial.Study, trial.Number), 1, (_, n) => n + 1);
            return evaluate(trial, cancellationToken);
        }
    }
}
