namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>Cells of an axis: neighbours from one to another, or a list.</summary>
/// <param name="From">The first of neighbours.</param>
/// <param name="To">The one after the last of neighbours.</param>
/// <param name="List">The cells, where they are no neighbours.</param>
/// <param name="Size">Their share of the axis.</param>
internal sealed record CellSet(int From, int To, int[]? List, double Size);
