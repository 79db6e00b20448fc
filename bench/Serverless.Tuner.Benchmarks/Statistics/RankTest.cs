namespace Serverless.Tuner.Benchmarks.Statistics;

/// <summary>How two samples compare.</summary>
/// <param name="WinProbability">The probability that one of ours is better than one of theirs, over all pairs, ties half.</param>
/// <param name="PValue">How likely a difference at least as large is when there is none, in either direction.</param>
/// <param name="Variance">The variance of <paramref name="WinProbability"/> when there is no difference.</param>
/// <param name="IsExact">Whether <paramref name="PValue"/> counts all orders instead of approximating by a normal distribution.</param>
public sealed record RankTest(double WinProbability, double PValue, double Variance, bool IsExact);
