namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The input of <see cref="StudyOrchestration"/>: ids and a sequence number, never parameters or results.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Run">The run of the study that this orchestration is; another run fences it off.</param>
/// <param name="Sequence">The number of the last advance before this history began.</param>
public sealed record StudyRun(string Study, string Run, int Sequence);
