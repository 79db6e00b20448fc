using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>What a server is to bear.</summary>
/// <param name="Studies">Studies at once.</param>
/// <param name="Trials">Trials of each.</param>
/// <param name="Parallelism">How many of a study's trials run at once.</param>
/// <param name="Engine">What runs the orchestrations.</param>
internal sealed record LoadRequest(int Studies, int Trials, int Parallelism, Engine Engine);
