namespace Serverless.Tuner.Benchmarks.Memory;

/// <summary>The best values of studies with a warm start, one for each seed.</summary>
/// <param name="Few">After few trials.</param>
/// <param name="Many">After twice as many.</param>
internal sealed record WarmValues(double[] Few, double[] Many);
