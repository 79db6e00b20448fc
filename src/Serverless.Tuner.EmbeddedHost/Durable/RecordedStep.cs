using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>A step of an orchestration that has just been put on record.</summary>
/// <param name="Identity">Which generation of which instance it belongs to.</param>
/// <param name="Episode">What arrived, and what was asked for.</param>
/// <param name="End">How the generation ended with it; null when it goes on.</param>
internal sealed record RecordedStep(OrchestrationIdentity Identity, Episode Episode, OrchestrationOutcome? End);
