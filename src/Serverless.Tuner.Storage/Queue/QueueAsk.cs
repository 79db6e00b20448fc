namespace Serverless.Tuner.Storage;

/// <summary>How a study stands to the queue as it is started, or goes on.</summary>
/// <param name="Waits">Whether it is pending first, because something limits how many studies run at once.</param>
/// <param name="Key">The key whose studies are limited, with which it is started; null when there is none.</param>
public sealed record QueueAsk(bool Waits, string? Key = null);
