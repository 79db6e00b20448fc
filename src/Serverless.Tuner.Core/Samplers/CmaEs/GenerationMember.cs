namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>An ended trial as a member of its generation.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Numeric">Its numeric coordinates, NaN where absent.</param>
/// <param name="Categorical">The index of each of its choices, null where absent.</param>
internal readonly record struct GenerationMember(EncodedTrial Trial, double[] Numeric, int?[] Categorical)
{
    private const int Pruned = 1;

    /// <summary>Whether it says anything good: it has a value and keeps the constraints.</summary>
    public bool IsGood => Trial is { Losses: not null, IsFeasible: true };

    /// <summary>Orders the best first: feasible ones by their loss, then pruned ones by how far they came, then those that break constraints by how much, then those that failed.</summary>
    public static int Compare(GenerationMember a, GenerationMember b)
    {
        var order = Class(a).CompareTo(Class(b));
        if (order == 0 && Class(a) == Pruned) order = b.Trial.Step.CompareTo(a.Trial.Step);
        if (order == 0) order = Key(a).CompareTo(Key(b));
        return order != 0 ? order : a.Trial.Number.CompareTo(b.Trial.Number);
    }

    private static int Class(GenerationMember m) => m.Trial switch
    {
        { Losses: null } => 3,
        { IsFeasible: false } => 2,
        { State: Contracts.TrialState.Pruned } => Pruned,
        _ => 0,
    };

    private static double Key(GenerationMember m) => m.Trial switch
    {
        { Losses: [var loss, ..], IsFeasible: true } => loss,
        _ => m.Trial.Violation,
    };
}
