namespace Serverless.Tuner.Contracts;

/// <summary>One of the best configurations of a study.</summary>
/// <param name="Trial">The trial that it is of.</param>
/// <param name="Values">The trial's values.</param>
/// <param name="Config">What an evaluation receives: defaults ← the trial's parameters ← fixed.</param>
public sealed record ConfigView(int Trial, IReadOnlyList<double> Values, IReadOnlyDictionary<string, ParameterValue> Config);
