namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>A leaf of a tree.</summary>
/// <param name="Cells">What it covers of each parameter's axis.</param>
/// <param name="Volume">Its share of the space.</param>
/// <param name="Value">What the tree expects there.</param>
internal sealed record TreeLeaf(CellSet[] Cells, double Volume, double Value);
