using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Bench.Samplers;

/// <summary>A function to minimise, named and defined as in <c>bench/data/peers.json</c>.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Space">Its parameters.</param>
/// <param name="Value">Its value at a point.</param>
internal sealed record Problem(string Name, IReadOnlyList<ParameterSpec> Space, Func<IReadOnlyDictionary<string, ParameterValue>, double> Value);
