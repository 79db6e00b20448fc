namespace Serverless.Tuner.Contracts;

/// <summary>Spearman's rank correlations between numeric parameters and the value, over the complete trials.</summary>
/// <param name="Parameters">The numeric parameters, and last the value by its name.</param>
/// <param name="Matrix">For each of them a row, −1 to 1; null where one of the two does not vary, or fewer than three trials have both.
/// </param>
public sealed record CorrelationsView(IReadOnlyList<string> Parameters, IReadOnlyList<IReadOnlyList<double?>> Matrix);
