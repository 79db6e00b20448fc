using System.Collections.Concurrent;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests.Studies;

/// <summary>Works for a while and reports twice; of every 13 trials one throws at first, of every 17 one fails for good.</summary>
internal sealed class ChaosObjective(TimeSpan work) : IObjective
{
    private readonly ConcurrentDictionary<(string Study, int Number), int> _evaluations = new();

    public string Name => "chaos";

    public string Description => "For tests.";

    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("value", Direction.Minimize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } = [new() { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }];

    /// <summary>How often evaluations were begun, those included that came to nothing.</summary>
    public int Evaluations => _evaluations.Values.Sum();

    /// <summary>Whether a trial fails for good.</summary>
    public static bool Fails(int number) => number % 17 == 3;

    public async Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        var evaluation = _evaluations.AddOrUpdate((trial.Study, trial.Number), 1, (_, n) => n + 1);
        for (var step = 0; step < 2; step++)
        {
            await Task.Delay(work / 2, cancellationToken);
            await trial.ReportAsync(step, trial.Number + (step * 0.5), cancellationToken);
        }

        if (Fails(trial.Number)) throw new ObjectiveException("one of those that fail");
        if (trial.Number % 13 == 5 && evaluation == 1) throw new InvalidTimeZoneException("not yet");
        return new ObjectiveResult(Value(trial.Parameters["x"].AsDouble()));
    }

    public static double Value(double x) => (x - 0.3) * (x - 0.3);
}
