namespace Serverless.Tuner.Storage;

/// <summary>A study's place among those that run at once.</summary>
/// <param name="Id">The study's id.</param>
/// <param name="Study">Its name.</param>
/// <param name="Turn">Which of its turns it is: one that goes on after its end has another.</param>
/// <param name="TakenAt">When it was taken.</param>
internal sealed record QueuePlace(Guid Id, string Study, int Turn, DateTimeOffset TakenAt);
