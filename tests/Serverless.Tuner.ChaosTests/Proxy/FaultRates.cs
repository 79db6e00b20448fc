namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>Faults by chance: the same seed plans the same for the same requests in the same order.</summary>
internal sealed class FaultRates(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    /// <summary>The share of requests that fail, evenly in each of the <see cref="Failures"/>.</summary>
    public double FailureRate { get; init; }

    /// <summary>The share of guarded writes that meet a conflict; half of them true ones.</summary>
    public double ConflictRate { get; init; }

    /// <summary>What every request waits.</summary>
    public TimeSpan Latency { get; init; }

    public IReadOnlyList<Fault> Failures { get; init; } =
    [
        Fault.Answer(503, retryAfterSeconds: 1), Fault.Answer(429, retryAfterSeconds: 1), Fault.Answer(500), Fault.AnswerOfAction(500),
        Fault.CutBefore, Fault.CutAfter, Fault.CutWithin,
    ];

    public Fault Plan(ProxiedRequest request)
    {
        double failure, kind, conflict, isTrue;
        // Four draws whatever comes of them, so that the plan for a request does not hang on what others were.
        lock (_lock)
            (failure, kind, conflict, isTrue) = (_random.NextDouble(), _random.NextDouble(), _random.NextDouble(), _random.NextDouble());
        var fault = Fault.None;
        if (failure < FailureRate) fault = Failures[(int)(kind * Failures.Count)];
        else if (request.GuardedRow is not null && conflict < ConflictRate) fault = isTrue < 0.5 ? Fault.TrueConflict : Fault.FalseConflict;
        return fault with { Latency = Latency };
    }
}
