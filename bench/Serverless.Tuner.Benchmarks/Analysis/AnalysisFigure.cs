namespace Serverless.Tuner.Benchmarks.Analysis;

/// <summary>How long an analysis takes.</summary>
/// <param name="What">The analysis.</param>
/// <param name="Trials">Of how many trials.</param>
/// <param name="Size">With how many parameters, or values.</param>
/// <param name="Milliseconds">The median.</param>
/// <param name="LimitMs">What it is to stay within.</param>
internal sealed record AnalysisFigure(string What, int Trials, string Size, double Milliseconds, double? LimitMs);
