namespace Serverless.Tuner.Storage;

/// <summary>How many studies the app runs at once.</summary>
/// <param name="MaxStudies">How many; null when that is not limited.</param>
public sealed record QueueSettings(int? MaxStudies = null);
