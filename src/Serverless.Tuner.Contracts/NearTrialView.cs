namespace Serverless.Tuner.Contracts;

/// <summary>A good trial near another one.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Values">Its values.</param>
/// <param name="Distance">How far its point is away, in the unit cube of the space: a parameter whose choice differs, or that only one of
/// the two has, counts as 1.</param>
public sealed record NearTrialView(int Number, IReadOnlyList<double> Values, double Distance);
