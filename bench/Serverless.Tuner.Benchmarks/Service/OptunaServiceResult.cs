namespace Serverless.Tuner.Benchmarks.Service;

/// <summary>What the same number of processes see of Optuna with its SQLite storage.</summary>
/// <param name="Version">Its version.</param>
/// <param name="PairsPerSecond">Pairs of ask and tell in a second.</param>
/// <param name="P50Ms">The median time of a call, in milliseconds.</param>
/// <param name="P99Ms">The time that 99 % of the calls stay within, in milliseconds.</param>
/// <param name="ValuesPerSecond">Intermediate values in a second.</param>
internal sealed record OptunaServiceResult(string Version, double PairsPerSecond, double P50Ms, double P99Ms, double ValuesPerSecond);
