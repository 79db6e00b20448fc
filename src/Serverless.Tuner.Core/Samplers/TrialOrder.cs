namespace Serverless.Tuner.Core.Samplers;

/// <summary>
/// The order of trials with one objective, the best first: complete ones
/// by their loss, pruned ones by how far they came and then by their last
/// loss, those that break constraints by how much, those without a value; ties by number.
/// </summary>
internal static class TrialOrder
{
    /// <summary>The classes of trials, the best first.</summary>
    public enum Class
    {
        Complete,
        Pruned,
        Infeasible,
        WithoutValue,
    }

    public static Class ClassOf(EncodedTrial trial) => trial switch
    {
        { Losses: null } => Class.WithoutValue,
        { IsFeasible: false } => Class.Infeasible,
        { State: TrialState.Pruned } => Class.Pruned,
        _ => Class.Complete,
    };

    /// <remarks>Subtracts classes, because comparing values of an enum allocates.</remarks>
    public static int Compare(EncodedTrial a, EncodedTrial b)
    {
        var ofTrial = ClassOf(a);
        var order = ofTrial - ClassOf(b);
        if (order == 0 && ofTrial == Class.Pruned) order = b.Step.CompareTo(a.Step);
        if (order == 0) order = ofTrial <= Class.Pruned ? a.Losses![0].CompareTo(b.Losses![0]) : a.Violation.CompareTo(b.Violation);
        return order != 0 ? order : a.Number.CompareTo(b.Number);
    }
}
