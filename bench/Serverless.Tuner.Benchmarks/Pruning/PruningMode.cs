namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>How long a study is.</summary>
/// <param name="Name">What it is called, in <c>peers.json</c> too.</param>
/// <param name="Trials">After how many trials it ends.</param>
/// <param name="Steps">From how many steps on no trial is begun any more.</param>
public sealed record PruningMode(string Name, int Trials = int.MaxValue, int Steps = int.MaxValue);
