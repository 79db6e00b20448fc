using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>A call-back as it came.</summary>
/// <param name="Study">The study that its address names.</param>
/// <param name="Number">The trial.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Token">The token; null when it has none.</param>
/// <param name="Headers">Its signature.</param>
/// <param name="Body">Its body.</param>
public sealed record CallbackMessage(
    StudyName Study, int Number, int Attempt, string? Token, WebhookHeaders Headers, ReadOnlyMemory<byte> Body);
