using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>One change of a group's row: a pure function, which is applied again when another writer was first.</summary>
/// <param name="study">The study that it is about; taken back first where it was closed. Null where it is about none.</param>
/// <param name="change">Answers the group after it, which is the same where there is nothing to write, and what is to be kept of a study
/// that ends.</param>
internal sealed class GroupStep(Guid? study, Func<GroupBudget, (GroupBudget After, GroupMember? Closed)> change)
{
    public Guid? Study => study;

    /// <summary>Whether it is done: written, or there was nothing to write.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether the study was deleted: then nothing is changed for it.</summary>
    public bool IsOfDeleted { get; set; }

    /// <summary>The group as it was afterwards; null when there is none.</summary>
    public GroupBudget? After { get; set; }

    public (GroupBudget After, GroupMember? Closed) Apply(GroupBudget before) => change(before);
}
