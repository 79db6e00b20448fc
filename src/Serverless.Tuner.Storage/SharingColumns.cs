using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>The columns of a study's row about what it shares with others: a budget, and the places of those that run at once.</summary>
internal static class SharingColumns
{
    /// <summary>The budget that the study shares with others; absent where it shares none.</summary>
    public const string Group = "Group";

    public static void Put(Study study, TableEntity entity)
    {
        if (study.Spec.Budget?.Group is { } group) entity[Group] = group;
        if (study.Shares.Count > 0) LongText.PutJson(entity, "Shares", study.Shares);
        if (study.Places.Count > 0) LongText.PutJson(entity, "Places", study.Places);
        if (study.Turn > 0) entity["Turn"] = study.Turn;
        if (study.QueueKey is { } key) entity["QueueKey"] = key;
    }

    public static Study Read(Study study, TableEntity entity) => study with
    {
        Shares = LongText.GetJson<GroupShare[]>(entity, "Shares") ?? [],
        Places = LongText.GetJson<string[]>(entity, "Places") ?? [],
        Turn = entity.GetInt32("Turn") ?? 0,
        QueueKey = entity.GetString("QueueKey"),
    };
}
