using System.Collections.Concurrent;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests.Studies;

/// <summary>Works for a while and reports twice; of every 13 trials one throws at first, of every 17 one fails for good.</summary>
internal sealed class ChaosObjective(TimeSpan work) : IObjective
{
    private readonly ConcurrentDictionary<(string Study, int Number), int> _evaluations = new();
    private readonly ConcurrentDictionary<(string Study, int Number), int> _running = new();
    private int _most;

    public const string Name = "chaos";

    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("value", Direction.Minimize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } = [new() { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }];

    /// <summary>How often evaluations were begun, those included that came to nothing.</summary>
    public int Evaluations => _evaluations.Values.Sum();

    /// <summary>How many evaluations of one trial ran at once, at most.</summary>
    public int Most => _most;

    /// <summary>Whether a trial fails for good.</summary>
    public static bool Fails(int number) => number % 17 == 3;

    public async Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        var running = _running.AddOrUpdate((trial.Study, trial.Number), 1, (_, n) => n + 1);
        InterlockedMax(running);
        try
        {
            return await WorkAsync(trial, cancellationToken);
        }
        finally
        {
            _running.AddOrUpdate((trial.Study, trial.Number), 0, (_, n) => n - 1);
        }
    }

    public static double Value(double x) => (x - 0.3) * (x - 0.3);

    private async Task<ObjectiveResult> WorkAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        var evaluation = _evaluations.AddOrUpdate((trial.Study, trial.Number), 1, (_, n) => n + 1);
        for (var step = 0; step < 2; step++)
        {
            await Task.Delay(work / 2, cancellationToken);
            await trial.ReportAsync(step, trial.Number + (step * 0.5), cancellationToken: cancellationToken);
        }

        if (Fails(trial.Number)) throw new ObjectiveException("one of those that fail");
        if (trial.Number % 13 == 5 && evaluation == 1) throw new InvalidTimeZoneException("not yet");
        return new ObjectiveResult(Value(trial.Parameters["x"].AsDouble()));
    }

    private void InterlockedMax(int running)
    {
        for (var most = _most; running > most; most = _most) Interlocked.CompareExchange(ref _most, running, most);
    }
}
