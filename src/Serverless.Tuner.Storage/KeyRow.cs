using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>A <see cref="TunerKey"/> as a row of the table of keys.</summary>
internal static class KeyRow
{
    public const string LastUsedAt = "LastUsedAt";

    /// <summary>How many studies hold money of the key; absent when it has no allowance.</summary>
    public const string Holding = "Holding";

    public static TableEntity ToEntity(TunerKey key)
    {
        var entity = new TableEntity(StudyKeys.KeyPartition, key.Id)
        {
            ["Name"] = key.Name,
            ["Scope"] = key.Scope.ToString(),
            ["Hash"] = key.Hash,
            ["CreatedAt"] = key.CreatedAt,
        };
        if (key.ExpiresAt is { } expires) entity["ExpiresAt"] = expires;
        if (key.LastUsedAt is { } used) entity[LastUsedAt] = used;
        if (key.RevokedAt is { } revoked) entity["RevokedAt"] = revoked;
        if (key.MaxStudies is { } most) entity["MaxStudies"] = most;
        if (key.Allowance is not { } allowance) return entity;
        entity["Allowance"] = allowance.Total.Micro;
        entity["AllowanceSpent"] = allowance.Spent.Micro;
        entity[Holding] = allowance.Layers.Count;
        LongText.PutJson(entity, "Layers", allowance.Layers);
        return entity;
    }

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static TunerKey FromEntity(TableEntity entity) => UnreadableRowException.Translate("the key's row", null, () => new TunerKey
    {
        Id = entity.RowKey,
        Name = entity.GetString("Name")!,
        Scope = Enum.Parse<KeyScope>(entity.GetString("Scope")!),
        Hash = entity.GetBinary("Hash")!,
        CreatedAt = entity.GetDateTimeOffset("CreatedAt")!.Value,
        ExpiresAt = entity.GetDateTimeOffset("ExpiresAt"),
        LastUsedAt = entity.GetDateTimeOffset(LastUsedAt),
        RevokedAt = entity.GetDateTimeOffset("RevokedAt"),
        MaxStudies = entity.GetInt32("MaxStudies"),
        Allowance = entity.GetInt64("Allowance") is { } total
            ? new Allowance
            {
                Total = new Money(total),
                Spent = new Money(entity.GetInt64("AllowanceSpent") ?? 0),
                Layers = LongText.GetJson<AllowanceLayer[]>(entity, "Layers") ?? [],
            }
            : null,
    });
}
