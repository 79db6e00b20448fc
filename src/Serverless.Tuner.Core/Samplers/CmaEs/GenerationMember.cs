namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>An ended trial as a member of its generation.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Numeric">Its numeric coordinates, NaN where absent.</param>
/// <param name="Categorical">The index of each of its choices, null where absent.</param>
internal readonly record struct GenerationMember(EncodedTrial Trial, double[] Numeric, int?[] Categorical)
{
    /// <summary>Whether it says anything good: it has a value and keeps the constraints.</summary>
    public bool IsGood => Trial is { Losses: not null, IsFeasible: true };

    /// <summary>Orders the best first.</summary>
    public static int Compare(GenerationMember a, GenerationMember b) => TrialOrder.Compare(a.Trial, b.Trial);
}
