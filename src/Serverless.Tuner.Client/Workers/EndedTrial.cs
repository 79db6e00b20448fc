namespace Serverless.Tuner.Client;

/// <summary>How a trial ended for the worker that had it.</summary>
/// <param name="Number">The trial.</param>
/// <param name="State">Where it stands now: <see cref="TrialState.Waiting"/> when its attempt failed and there is to be another one; null
/// when it is no longer this worker's.</param>
/// <param name="Reason">Why it has no value.</param>
/// <param name="Values">Its values, where it is complete.</param>
public sealed record EndedTrial(int Number, TrialState? State, string? Reason = null, IReadOnlyList<double>? Values = null);

/// <summary>What a worker has done.</summary>
/// <param name="Complete">Trials that are complete.</param>
/// <param name="Pruned">Trials that were pruned: by the server, or given up.</param>
/// <param name="Failed">Attempts that failed.</param>
/// <param name="Lost">Trials that went to another worker, or away, while this one had them.</param>
public sealed record WorkerSummary(int Complete, int Pruned, int Failed, int Lost)
{
    /// <summary>How many trials it was given.</summary>
    public int All => Complete + Pruned + Failed + Lost;

    internal WorkerSummary With(TrialState? state) => state switch
    {
        TrialState.Complete => this with { Complete = Complete + 1 },
        TrialState.Pruned => this with { Pruned = Pruned + 1 },
        null => this with { Lost = Lost + 1 },
        _ => this with { Failed = Failed + 1 },
    };
}
