namespace Serverless.Tuner.Contracts;

/// <summary>A point that is kept of a study, and what came of it.</summary>
/// <param name="Parameters">The suggested parameters.</param>
/// <param name="Values">One value for each direction.</param>
public sealed record MemoryPointView(IReadOnlyDictionary<string, ParameterValue> Parameters, IReadOnlyList<double> Values);
