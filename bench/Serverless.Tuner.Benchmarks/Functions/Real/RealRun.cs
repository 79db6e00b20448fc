namespace Serverless.Tuner.Benchmarks.Functions.Real;

/// <summary>What one training came to.</summary>
/// <param name="Value">The loss on the rows that validate; null when it failed.</param>
/// <param name="Seconds">How long it took where the table was made.</param>
/// <param name="Curve">The value after each of the table's steps; none where the model has no epochs, or failed.</param>
internal readonly record struct RealRun(double? Value, double Seconds, IReadOnlyList<double> Curve);
