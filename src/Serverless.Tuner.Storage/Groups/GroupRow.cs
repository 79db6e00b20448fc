using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>A <see cref="GroupBudget"/> as a row of the table of budgets.</summary>
internal static class GroupRow
{
    /// <summary>The one partition of the budgets: a group's row is written along with those of its ended studies.</summary>
    public const string Partition = "budgets";

    /// <summary>What the keys of rows begin with that are no groups'; after the names of all groups.</summary>
    public const string ClosedPrefix = "~";

    public static string ClosedKey(Guid group, Guid study) => $"{ClosedPrefix}{group:N}{ClosedPrefix}{study:N}";

    public static TableEntity ToEntity(GroupBudget group)
    {
        var entity = new TableEntity(Partition, group.Name)
        {
            ["Id"] = group.Id,
            ["LimitMicroUsd"] = group.Limit.Micro,
            ["Period"] = group.Period.ToString(),
            ["CreatedAt"] = group.CreatedAt,
        };
        if (group.MaxStudies is { } most) entity["MaxStudies"] = most;
        if (group.Notify.Count > 0) LongText.PutJson(entity, "Notify", group.Notify);
        if (group.Closed.Count > 0) LongText.PutJson(entity, "Closed", group.Closed);
        if (group.Members.Count > 0) LongText.PutJson(entity, "Members", group.Members);
        if (group.Alerts.Count > 0) LongText.PutJson(entity, "Alerts", group.Alerts);
        return entity;
    }

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static GroupBudget FromEntity(TableEntity entity) => UnreadableRowException.Translate("the budget's row", null, () =>
        new GroupBudget
        {
            Name = entity.RowKey,
            Id = entity.GetGuid("Id")!.Value,
            Limit = new Money(entity.GetInt64("LimitMicroUsd")!.Value),
            Period = Enum.Parse<BudgetPeriod>(entity.GetString("Period")!),
            CreatedAt = entity.GetDateTimeOffset("CreatedAt")!.Value,
            MaxStudies = entity.GetInt32("MaxStudies"),
            Notify = LongText.GetJson<BudgetNotifySpec[]>(entity, "Notify") ?? [],
            Closed = LongText.GetJson<Dictionary<string, Money>>(entity, "Closed") ?? [],
            Members = LongText.GetJson<GroupMember[]>(entity, "Members") ?? [],
            Alerts = LongText.GetJson<GroupAlert[]>(entity, "Alerts") ?? [],
        });

    public static TableEntity ToClosed(GroupBudget group, GroupMember member)
    {
        var entity = new TableEntity(Partition, ClosedKey(group.Id, member.Id));
        LongText.PutJson(entity, "Member", member);
        return entity;
    }

    public static GroupMember? FromClosed(TableEntity entity) => LongText.GetJson<GroupMember>(entity, "Member");
}
