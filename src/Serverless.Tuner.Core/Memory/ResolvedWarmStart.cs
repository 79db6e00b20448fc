namespace Serverless.Tuner.Core.Memory;

/// <summary>What a new study is given of earlier ones.</summary>
/// <param name="State">What its row says of it.</param>
/// <param name="Points">The points to try, the first first.</param>
/// <param name="Studies">What its sampler learns from.</param>
public sealed record ResolvedWarmStart(
    WarmStartState State, IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Points, IReadOnlyList<PriorStudy> Studies);
