namespace Serverless.Tuner.Contracts;

/// <summary>What <c>POST …/trials/{number}/heartbeat</c> takes.</summary>
/// <param name="Lease">The lease with which the trial was given.</param>
public sealed record HeartbeatRequest(string Lease);

/// <summary>What <c>POST …/trials/{number}/report</c> takes.</summary>
/// <param name="Lease">The lease with which the trial was given.</param>
/// <param name="Reports">Intermediate values, up to 100; a body with <c>step</c> and <c>value</c> (or <c>values</c>) of its own
/// stands for one.</param>
public sealed record ReportRequest(string Lease, IReadOnlyList<ReportView> Reports)
{
    /// <summary>Whether the pruner is asked about them, as it is unless this is false: then they are kept, and end nothing.</summary>
    public bool Judge { get; init; } = true;

    /// <summary>The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an
    /// open search space does so.</summary>
    public IReadOnlyList<string>? Used { get; init; }
}

/// <summary>What <c>POST …/trials/{number}/complete</c> takes.</summary>
/// <param name="Lease">The lease with which the trial was given.</param>
/// <param name="Values">One value for each direction of the study; <c>value</c> stands for one.</param>
public sealed record CompleteRequest(string Lease, IReadOnlyList<double> Values)
{
    /// <summary>What the evaluation cost in US dollars, where the study's budget counts what is reported.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What else was measured, by name.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Values of the study's constraints by name; feasible when each is ≤ 0.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>Notes to keep with the trial.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an
    /// open search space does so.</summary>
    public IReadOnlyList<string>? Used { get; init; }
}

/// <summary>What <c>POST …/trials/{number}/prune</c> takes.</summary>
/// <param name="Lease">The lease with which the trial was given.</param>
public sealed record PruneRequest(string Lease)
{
    /// <summary>Why the worker gives the trial up.</summary>
    public string? Reason { get; init; }

    /// <summary>What the evaluation cost in US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Notes to keep with the trial.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an
    /// open search space does so.</summary>
    public IReadOnlyList<string>? Used { get; init; }
}

/// <summary>What <c>POST …/trials/{number}/fail</c> takes.</summary>
/// <param name="Lease">The lease with which the trial was given.</param>
public sealed record FailRequest(string Lease)
{
    /// <summary>What went wrong.</summary>
    public string? Reason { get; init; }

    /// <summary>What the evaluation cost in US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Whether another attempt would fail alike: then there is none.</summary>
    public bool Final { get; init; }

    /// <summary>Notes to keep with the trial, if there is no other attempt.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an
    /// open search space does so.</summary>
    public IReadOnlyList<string>? Used { get; init; }
}
