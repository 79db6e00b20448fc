using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>What claiming a trial for an evaluation came to; exactly one of the two is given, or none when there is nothing to do.</summary>
/// <param name="Lease">The claimed trial.</param>
/// <param name="Ended">The trial as it ended before.</param>
public sealed record ClaimResult(TrialLease? Lease, Trial? Ended);
