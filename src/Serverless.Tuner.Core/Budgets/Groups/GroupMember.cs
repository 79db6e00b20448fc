using System.Text.Json.Serialization;

namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>What a group knows of one of its studies that has not ended.</summary>
/// <param name="Id">The study's id: that of a later study of its name is another.</param>
/// <param name="Study">Its name.</param>
public sealed record GroupMember(Guid Id, string Study)
{
    /// <summary>How often it was given more. What was counted is only lowered by who knows each raise: another may be about to be used.
    /// </summary>
    public long Raises { get; init; }

    /// <summary>When it was last given more.</summary>
    public DateTimeOffset RaisedAt { get; init; }

    /// <summary>The money by period.</summary>
    public IReadOnlyList<GroupPart> Parts { get; init; } = [];

    /// <summary>How much it waits for; zero when it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Money Needs { get; init; }

    /// <summary>Since when it waits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DateTimeOffset WaitsSince { get; init; }

    /// <summary>Whether it was deleted: whoever still asks for money for it gets none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDeleted { get; init; }

    /// <summary>Its part of a period.</summary>
    public GroupPart Part(string period)
    {
        foreach (var part in Parts)
            if (part.Period == period) return part;
        return new GroupPart(period, Money.Zero, Money.Zero);
    }

    /// <summary>Whether money is set aside for it.</summary>
    internal bool HoldsReservation
    {
        get
        {
            foreach (var part in Parts)
                if (part.Held > part.Spent) return true;
            return false;
        }
    }

    internal GroupMember With(GroupPart part)
    {
        for (var i = 0; i < Parts.Count; i++)
            if (Parts[i].Period == part.Period)
            {
                if (Parts[i] == part) return this;
                var parts = Parts.ToArray();
                parts[i] = part;
                return this with { Parts = parts };
            }

        return this with { Parts = [.. Parts, part] };
    }
}
