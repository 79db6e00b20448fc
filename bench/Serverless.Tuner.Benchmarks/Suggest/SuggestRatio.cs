namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>How many times longer the peer takes.</summary>
/// <param name="Sampler">Our sampler.</param>
/// <param name="Peer">The peer's.</param>
/// <param name="Trials">The history's length.</param>
/// <param name="Parameters">The floats of a point.</param>
/// <param name="Times">The peer's median time divided by ours.</param>
public sealed record SuggestRatio(string Sampler, string Peer, int Trials, int Parameters, double Times);
