namespace Serverless.Tuner.Storage;

/// <summary>The result of a claim: at most one of the three is given, and none when there is nothing to do.</summary>
/// <param name="Lease">The claimed trial.</param>
/// <param name="Ended">The trial as it ended before.</param>
/// <param name="RetryAfter">Another evaluation holds the trial: when to look again whether it has ended, or was lost.</param>
public sealed record ClaimResult(TrialLease? Lease, Trial? Ended, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether its evaluation goes on elsewhere, so that nobody can claim it.</summary>
    public bool IsElsewhere { get; init; }
}
