using System.Text.Json.Serialization;

namespace Serverless.Tuner.Functions.Orchestration;

// What orchestrations and activities say to each other: ids, numbers and
// states, never parameters or results. Histories keep them as JSON, and
// a version that is deployed later replays these: a member's name is not to
// change, and a new member must have a default (docs/golden-histories.md).

/// <summary>The input of <see cref="StudyOrchestration"/>.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Run">The run of the study that this orchestration is; another run fences it off.</param>
/// <param name="Sequence">The number of the last advance before this history began.</param>
internal sealed record StudyRun([property: JsonConverter(typeof(StudyNameConverter))] StudyName Study, string Run, int Sequence);

/// <summary>The input of <see cref="AdvanceStudy"/>.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Run">The run that asks.</param>
/// <param name="Sequence">The number of this advance in its run.</param>
/// <param name="Running">The trials that the orchestration is evaluating.</param>
/// <param name="Drain">Whether to start nothing, because the history is to begin anew.</param>
public sealed record AdvanceRequest(
    [property: JsonConverter(typeof(StudyNameConverter))] StudyName Study, string Run, int Sequence, int[] Running, bool Drain);

/// <summary>The output of <see cref="AdvanceStudy"/>.</summary>
/// <param name="Start">The trials to evaluate.</param>
/// <param name="IsOver">Whether there is nothing more to do: the study has ended, is gone, or has another run.</param>
/// <param name="More">Whether to advance again at once.</param>
/// <param name="Parallelism">How many trials run at once.</param>
/// <param name="Waves">Whether to wait for all running trials rather than for the next.</param>
/// <param name="Deadline">When to advance even if no trial has ended (UTC);
/// null when the study has no time limit or is about to end.</param>
/// <param name="Outcome">In a word, how the study stands; for a person who looks at the orchestration.</param>
/// <param name="CutsShort">Whether trials that wait for call-backs are to be looked at, because the study wants them to end.</param>
/// <param name="Notifies">Whether the study's webhooks are to be told something new.</param>
/// <param name="SendsToMlflow">Whether what has ended is to be sent to the MLflow server.</param>
public sealed record AdvanceReply(
    int[] Start, bool IsOver, bool More, int Parallelism, bool Waves, DateTime? Deadline, string Outcome, bool CutsShort = false,
    bool Notifies = false, bool SendsToMlflow = false);

/// <summary>The input of <see cref="SendNotices"/>.</summary>
/// <param name="Study">The study's name.</param>
public sealed record NoticesRequest([property: JsonConverter(typeof(StudyNameConverter))] StudyName Study);

/// <summary>The input of <see cref="SendToMlflow"/>.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="IsLast">Whether the study has ended.</param>
public sealed record MlflowRequest([property: JsonConverter(typeof(StudyNameConverter))] StudyName Study, bool IsLast);

/// <summary>The input of <see cref="EvaluateTrial"/>.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Run">The run that wants the trial evaluated.</param>
/// <param name="Number">The trial.</param>
public sealed record EvaluateRequest([property: JsonConverter(typeof(StudyNameConverter))] StudyName Study, string Run, int Number);

/// <summary>The output of <see cref="EvaluateTrial"/>: only how to go on; the outcome itself is on the trial's row.</summary>
/// <param name="RetryAfterSeconds">When given, the attempt failed, or another
/// evaluation has the trial: it is to be asked for again after this time.</param>
/// <param name="LookAt">When given, the trial's evaluation goes on elsewhere: it
/// is to be asked for again when that is told, or at this time (UTC).</param>
public sealed record EvaluateReply(double? RetryAfterSeconds, DateTime? LookAt = null);
