namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The output of <see cref="AdvanceStudy"/>.</summary>
/// <param name="Start">The trials to evaluate.</param>
/// <param name="IsOver">Whether there is nothing more to do: the study has ended, is gone, or has another run.</param>
/// <param name="More">Whether to advance again at once.</param>
/// <param name="Parallelism">How many trials run at once.</param>
/// <param name="Waves">Whether to wait for all running trials rather than for the next.</param>
/// <param name="Deadline">When to advance even if no trial has ended (UTC); null when the study has no time limit or is about to end.</param>
/// <param name="Outcome">In a word, how the study stands; for whoever looks at the orchestration.</param>
public sealed record AdvanceReply(int[] Start, bool IsOver, bool More, int Parallelism, bool Waves, DateTime? Deadline, string Outcome);
