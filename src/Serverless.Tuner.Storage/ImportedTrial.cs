namespace Serverless.Tuner.Storage;

/// <summary>A trial that is imported.</summary>
/// <param name="Trial">The trial; ended.</param>
/// <param name="Reports">Its intermediate values, by ascending step.</param>
public sealed record ImportedTrial(Trial Trial, IReadOnlyList<Report> Reports);
