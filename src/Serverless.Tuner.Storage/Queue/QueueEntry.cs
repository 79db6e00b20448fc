namespace Serverless.Tuner.Storage;

/// <summary>What the index knows of a study that has not ended, as far as the queue needs it.</summary>
/// <param name="Name">The study.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Priority">Those of a higher one start first.</param>
/// <param name="Group">The budget that it shares.</param>
/// <param name="Key">The key whose studies are limited.</param>
internal sealed record QueueEntry(StudyName Name, DateTimeOffset CreatedAt, int Priority, string? Group, string? Key);
