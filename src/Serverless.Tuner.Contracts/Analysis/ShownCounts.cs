namespace Serverless.Tuner.Contracts;

/// <summary>How much of what there is an answer shows: the rest was thinned out, or is not needed.</summary>
/// <param name="Shown">How many are shown.</param>
/// <param name="Of">How many there are.</param>
public sealed record ShownCounts(int Shown, int Of);
