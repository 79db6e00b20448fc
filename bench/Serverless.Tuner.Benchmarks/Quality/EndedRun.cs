namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What one run reached.</summary>
/// <param name="Row">After each of the suite's numbers of trials.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record EndedRun(double[] Row, double Seconds);
