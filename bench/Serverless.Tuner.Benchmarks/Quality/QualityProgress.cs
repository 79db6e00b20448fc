namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>How far a measurement is, told after every run.</summary>
/// <param name="Ended">How many runs have ended.</param>
/// <param name="All">How many there are.</param>
/// <param name="EndedJob">The sampler and function whose last run this was; null when some of its runs go on.</param>
/// <param name="JobSeconds">The time of that job's runs together.</param>
public sealed record QualityProgress(int Ended, int All, string? EndedJob, double JobSeconds);
