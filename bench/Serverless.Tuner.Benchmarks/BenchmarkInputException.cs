namespace Serverless.Tuner.Benchmarks;

/// <summary>What was asked for cannot be measured; the message says why, for people.</summary>
public sealed class BenchmarkInputException(string message, Exception? inner = null) : Exception(message, inner);
