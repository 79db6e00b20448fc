using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Origins;

namespace Serverless.Tuner.Core.Studies;

/// <summary>One evaluation of one point, as its row holds it.</summary>
public sealed record Trial
{
    /// <summary>Its number in the study, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands, and what came of it.</summary>
    public TrialOutcome Outcome { get; init; } = TrialOutcome.Waiting;

    /// <summary>Where it stands.</summary>
    public TrialState State => Outcome.State;

    /// <summary>The suggested parameters; conditional ones that do not apply are absent.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>The parameters that its evaluation has asked for so far; null where it did not say. When it ends, the others are
    /// removed: that they were not asked for is known then.</summary>
    public IReadOnlyList<string>? Used { get; init; }

    /// <summary>Whether its point was asked for (defaults, enqueued) rather than suggested by the sampler.</summary>
    public bool Enqueued { get; init; }

    /// <summary>Why it was chosen; null for one of a version that did not keep it.</summary>
    public TrialOrigin? Origin { get; init; }

    /// <summary>The last step that its last attempt reported; null when it reported none.</summary>
    public int? LastStep { get; init; }

    /// <summary>What its attempts so far cost.</summary>
    public Money Cost { get; init; }

    /// <summary>What the objective has reported of the cost of the attempt
    /// that runs; part of the trial's cost once that has ended.</summary>
    public Money Reported { get; init; }

    /// <summary>How many times its evaluation was started.</summary>
    public int Attempt { get; init; }

    /// <summary>How many attempts threw.</summary>
    public int Failures { get; init; }

    /// <summary>How many attempts ended with the loss of their worker.</summary>
    public int Losses { get; init; }

    /// <summary>Which evaluation holds the trial; only that one may write to its row.</summary>
    public string? Claim { get; init; }

    /// <summary>The host whose evaluation holds the trial, as the <c>HostStart</c>
    /// of the storage names itself; null while none does.</summary>
    public string? Host { get; init; }

    /// <summary>What the worker that was last given the trial calls itself.</summary>
    public string? Worker { get; init; }

    /// <summary>For how many seconds after each sign of life a worker holds the trial; null while an evaluation of a host has it.</summary>
    public int? LeaseSeconds { get; init; }

    /// <summary>When the worker that runs the trial holds it no longer, unless it shows a sign of life before.</summary>
    public DateTimeOffset? LeaseUntil => State == TrialState.Running && LeaseSeconds is { } length ? HeartbeatAt?.AddSeconds(length) : null;

    /// <summary>Before this time no worker is given it, because its last attempt failed.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How a worker's last attempt ended after which another was due.</summary>
    public FailedAttempt? LastFailure { get; init; }

    /// <summary>Where its evaluation goes on elsewhere: how that is to be told; null where it does not.</summary>
    public Callback? Callback { get; init; }

    /// <summary>Whether it waits for a call-back, without an evaluation that holds it.</summary>
    public bool IsElsewhere => State == TrialState.Running && Callback?.LookAt is not null;

    /// <summary>When it was suggested.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last attempt started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its worker was last known to be alive.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The trial without the parameters that its evaluation did not ask for.</summary>
    public Trial WithoutUnused() => Used is null
        ? this
        : this with { Parameters = Parameters.Where(p => Used.Contains(p.Key)).ToDictionary(StringComparer.Ordinal) };

    /// <summary>Whether it has ended; then it never changes again.</summary>
    public bool HasEnded => State is TrialState.Complete or TrialState.Pruned or TrialState.Failed;
}
