using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>One sampler on one function, with every seed.</summary>
internal sealed record QualityJob(PlannedSuite Planned, TestFunction Function, SamplerChoice Sampler);
