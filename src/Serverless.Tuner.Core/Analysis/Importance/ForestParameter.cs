namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>A parameter among the columns of a forest.</summary>
/// <param name="Index">Its place in the search space.</param>
/// <param name="First">Its first column.</param>
/// <param name="Columns">How many columns it has.</param>
/// <param name="IsCategorical">Whether each column is a choice.</param>
/// <param name="IsThere">Whether each trial has it.</param>
internal sealed record ForestParameter(int Index, int First, int Columns, bool IsCategorical, bool[] IsThere)
{
    /// <summary>Whether a column is one of the parameter's.</summary>
    public bool Has(int column) => column >= First && column < First + Columns;
}
