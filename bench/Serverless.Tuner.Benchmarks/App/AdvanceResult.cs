namespace Serverless.Tuner.Benchmarks.App;

/// <summary>What advances cost in a study of many trials.</summary>
/// <param name="Sampler">The study's sampler.</param>
/// <param name="Trials">How many of its trials had ended.</param>
/// <param name="WarmP50Ms">The median duration of an advance that tells
/// one trial and suggests one, on a worker that knows the study.</param>
/// <param name="WarmP99Ms">What 99 % of them stay within.</param>
/// <param name="ColdReadMs">How long a worker that does not know the study takes to read all of it; the median of five.</param>
/// <param name="ColdAdvanceMs">How long its first advance takes, reading and fitting included; the median of five.</param>
internal sealed record AdvanceResult(
    string Sampler, int Trials, double WarmP50Ms, double WarmP99Ms, double ColdReadMs, double ColdAdvanceMs);
