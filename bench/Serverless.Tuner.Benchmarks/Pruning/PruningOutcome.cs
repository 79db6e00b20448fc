namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>What one study came to.</summary>
/// <param name="Steps">How many steps all its trials took.</param>
/// <param name="Best">The best final value of a complete trial, the worst there is when none was completed; with several directions the
/// hypervolume of the complete trials.</param>
/// <param name="Complete">How many trials were completed.</param>
/// <param name="Trials">How many there were.</param>
public sealed record PruningOutcome(double Steps, double Best, double Complete, double Trials);
