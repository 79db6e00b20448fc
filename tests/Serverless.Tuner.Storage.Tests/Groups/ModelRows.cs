using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage.Tests.Groups;

/// <summary>The rows of a group and of its studies in memory, with their versions; checks after each write what must hold.</summary>
internal sealed class ModelRows(GroupBudget group, int studies)
{
    private int _version = 1;

    public GroupBudget Group { get; private set; } = group;

    public Dictionary<Guid, GroupMember> Closed { get; } = [];

    public (Study? Study, int Version, bool IsMarked)[] Studies { get; } = new (Study?, int, bool)[studies];

    /// <summary>What the trials cost by their rows.</summary>
    public Dictionary<(Guid Study, int Number), long> Costs { get; } = [];

    /// <summary>What was set aside for trials of studies as they were deleted.</summary>
    public long LeftOpen { get; private set; }

    public int Writes { get; private set; }

    public string? TryWriteGroup(GroupBudget after, string version, IReadOnlyList<GroupMember> closed, IReadOnlyList<Guid> reopened)
    {
        if (version != GroupVersion) return null;
        GroupVersion = $"g{++_version}";
        Group = after;
        foreach (var id in reopened) Assert.True(Closed.Remove(id));
        foreach (var member in closed) Closed[member.Id] = member;
        Check();
        return GroupVersion;
    }

    public string GroupVersion { get; private set; } = "g0";

    public bool TryWriteStudy(int index, Study study, int version)
    {
        if (Studies[index].Version != version || Studies[index].IsMarked || Studies[index].Study is null) return false;
        Studies[index] = (study, ++_version, false);
        Check();
        return true;
    }

    public void Create(int index, Study study) => Studies[index] = (study, ++_version, false);

    public void Mark(int index)
    {
        Studies[index] = Studies[index] with { IsMarked = true, Version = ++_version };
        LeftOpen += Studies[index].Study!.Open.Sum(o => o.Reserved.Micro);
    }

    public void Remove(int index) => Studies[index] = (null, ++_version, false);

    private void Check()
    {
        Writes++;
        foreach (var period in Group.Closed.Keys.Concat(Group.Members.SelectMany(m => m.Parts).Select(p => p.Period)).Distinct())
            Assert.True(Group.Held(period) <= Group.Limit, $"{Group.Held(period)} of {Group.Limit} in {period} after write {Writes}");
        foreach (var (study, _, isMarked) in Studies)
        {
            if (study is null || isMarked) continue;
            foreach (var share in study.Shares)
            {
                var used = GroupShares.Used(study, share.Period);
                Assert.True(used <= share.Granted, $"{study.Name} uses {used} of {share.Granted}");
                var counted = (Group.Find(study.Id!.Value) ?? Closed.GetValueOrDefault(study.Id.Value))?.Part(share.Period).Held
                    ?? Money.Zero;
                Assert.True(counted >= share.Granted, $"{study.Name} is granted {share.Granted}, its group counts {counted}");
            }
        }
    }
}
