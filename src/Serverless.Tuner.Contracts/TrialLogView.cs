namespace Serverless.Tuner.Contracts;

/// <summary>The end of what the last attempt at a trial wrote.</summary>
/// <param name="Number">The trial.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Text">The text, of at most 64 KiB; of a program what it wrote to its standard output and error, line by line.</param>
/// <param name="IsCut">Whether it wrote more before.</param>
public sealed record TrialLogView(int Number, int Attempt, string Text, bool IsCut);
