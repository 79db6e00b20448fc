using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>The best trial of a run.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Value">Its value, as it was found.</param>
/// <param name="Point">Its suggested parameters.</param>
/// <param name="Parameters">What it was evaluated with.</param>
/// <param name="Cost">What its evaluation is expected to cost again.</param>
public sealed record RunBest(
    int Trial, double Value, IReadOnlyDictionary<string, ParameterValue> Point, IReadOnlyDictionary<string, ParameterValue> Parameters,
    Money Cost);
