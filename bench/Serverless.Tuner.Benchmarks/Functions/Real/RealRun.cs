namespace Serverless.Tuner.Benchmarks.Functions.Real;

/// <summary>What one training came to.</summary>
/// <param name="Value">The loss on the rows that validate; null when it failed.</param>
/// <param name="Seconds">How long it took where the table was made.</param>
internal readonly record struct RealRun(double? Value, double Seconds);
