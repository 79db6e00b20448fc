namespace Serverless.Tuner.Contracts;

/// <summary>The trials that a worker is given; none when there is nothing to do now, or any more.</summary>
public sealed record SuggestView
{
    /// <summary>The trials, which are the worker's until their leases run out.</summary>
    public required IReadOnlyList<SuggestedTrialView> Trials { get; init; }

    /// <summary>Whether the study gives out no more trials.</summary>
    public bool Done { get; init; }

    /// <summary>Why it gives out no more.</summary>
    public StopReason? StopReason { get; init; }
}

/// <summary>A trial that a worker is given.</summary>
public sealed record SuggestedTrialView
{
    /// <summary>Its number in the study, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>What to evaluate: the study's defaults, replaced by what was suggested, replaced by what is fixed.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>Which attempt at the trial this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>A random text that every later call for the trial must carry.</summary>
    public required string Lease { get; init; }

    /// <summary>When the trial is given to another worker if this one shows no sign of life until then (UTC).</summary>
    public required DateTimeOffset LeaseUntil { get; init; }
}
