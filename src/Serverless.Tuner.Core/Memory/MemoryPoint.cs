namespace Serverless.Tuner.Core.Memory;

/// <summary>A point of a study that has ended.</summary>
/// <param name="Parameters">The suggested parameters; conditional ones may be absent.</param>
/// <param name="Values">One value for each direction.</param>
public sealed record MemoryPoint(IReadOnlyDictionary<string, ParameterValue> Parameters, IReadOnlyList<double> Values);
