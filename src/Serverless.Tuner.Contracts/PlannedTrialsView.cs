namespace Serverless.Tuner.Contracts;

/// <summary>How many trials a study will have.</summary>
public sealed record PlannedTrialsView
{
    /// <summary>How many it asks for.</summary>
    public int Asked { get; init; }

    /// <summary>How many are to be expected.</summary>
    public int Expected { get; init; }

    /// <summary>How many at least, if each is as expensive or slow as those before were at worst.</summary>
    public int Low { get; init; }

    /// <summary>How many at most.</summary>
    public int High { get; init; }

    /// <summary>What sets the number that is to be expected: <c>trials</c>, <c>budget</c>, <c>timeout</c>, or <c>space</c> where every
    /// point will have been tried.</summary>
    public required string LimitedBy { get; init; }
}
