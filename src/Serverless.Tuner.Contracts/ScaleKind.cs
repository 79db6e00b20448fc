namespace Serverless.Tuner.Contracts;

/// <summary>The scales of a number beside the linear and the logarithmic one.</summary>
public enum ScaleKind
{
    /// <summary>log(x / (1 − x)), on which probabilities near 0 and near 1 have as much room as those between.</summary>
    Logit,
}
