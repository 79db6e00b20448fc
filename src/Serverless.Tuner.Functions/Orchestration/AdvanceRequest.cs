namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The input of <see cref="AdvanceStudy"/>.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Run">The run that asks.</param>
/// <param name="Sequence">The number of this advance in its run.</param>
/// <param name="Running">The trials that the orchestration is evaluating.</param>
/// <param name="Drain">Whether to start nothing, because the history is to begin anew.</param>
public sealed record AdvanceRequest(string Study, string Run, int Sequence, int[] Running, bool Drain);
