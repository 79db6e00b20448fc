namespace Serverless.Tuner.Contracts;

/// <summary>Where a study with a warm start searches.</summary>
public enum WarmStartSpace
{
    /// <summary>In all of its search space.</summary>
    Declared,

    /// <summary>Near the best points of the studies that it learns from, never outside of its search space.</summary>
    Learned,
}
