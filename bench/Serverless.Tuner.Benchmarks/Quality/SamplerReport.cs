namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>A sampler that ran.</summary>
/// <param name="Label">What it is called in this report.</param>
/// <param name="Spec">Its type, and the options that differ from their defaults.</param>
public sealed record SamplerReport(string Label, SamplerSpec Spec);
