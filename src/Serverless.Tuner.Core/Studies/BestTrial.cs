namespace Serverless.Tuner.Core.Studies;

/// <summary>The best complete trial of a study with one direction.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">Its value.</param>
/// <param name="Parameters">Its suggested parameters.</param>
public sealed record BestTrial(int Number, double Value, IReadOnlyDictionary<string, ParameterValue> Parameters);
