namespace Serverless.Tuner.Contracts;

/// <summary>What is better.</summary>
public enum Direction
{
    /// <summary>Lower values are better.</summary>
    Minimize,

    /// <summary>Higher values are better.</summary>
    Maximize,
}
