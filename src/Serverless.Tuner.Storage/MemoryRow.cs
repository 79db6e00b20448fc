using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Storage;

/// <summary>A <see cref="MemoryEntry"/> as a row of the table of the memory.</summary>
internal static class MemoryRow
{
    public const string EndedAt = "EndedAt";

    /// <summary>Set until the study was seen to exist after the row was written: nobody reads the row before that.</summary>
    public const string Unsure = "Unsure";

    // A text may be spread over so many properties.
    private const int MostParts = 15;

    /// <summary>What a list needs, and the search for similar studies: not the points.</summary>
    public static IReadOnlyList<string> Outline { get; } =
    [
        "PartitionKey", "RowKey", EndedAt, Unsure, "Name", "Objective", "Trials", "Complete", "Reporting", "BestValues", "Cost", "Seconds",
        "Fingerprint", .. Enumerable.Range(0, MostParts).Select(part => $"Fingerprint{part}"),
    ];

    public static string KeyOf(Guid id) => id.ToString("N");

    public static TableEntity ToEntity(MemoryEntry entry)
    {
        var entity = new TableEntity(StudyKeys.MemoryPartition, KeyOf(entry.Id))
        {
            ["Name"] = entry.Name,
            [EndedAt] = entry.EndedAt,
            [Unsure] = true,
            ["Objective"] = entry.Objective,
            ["Trials"] = entry.Trials,
            ["Complete"] = entry.Complete,
            ["Reporting"] = entry.Reporting,
        };
        LongText.PutJson(entity, "Fingerprint", entry.Fingerprint);
        LongText.PutJson(entity, "Cost", entry.Cost);
        LongText.PutJson(entity, "Seconds", entry.Seconds);
        LongText.PutJson(entity, "BestValues", entry.BestValues);
        LongText.PutJson(entity, "Best", entry.Best);
        LongText.PutJson(entity, "Sample", entry.Sample);
        return entity;
    }

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static MemoryEntry FromEntity(TableEntity entity) => UnreadableRowException.Translate(
        "a row of the memory", null, () => new MemoryEntry
        {
            Id = Guid.ParseExact(entity.RowKey, "N"),
            Name = entity.GetString("Name"),
            EndedAt = entity.GetDateTimeOffset(EndedAt)!.Value,
            Objective = entity.GetString("Objective"),
            Trials = entity.GetInt32("Trials") ?? 0,
            Complete = entity.GetInt32("Complete") ?? 0,
            Reporting = entity.GetInt32("Reporting") ?? 0,
            Fingerprint = LongText.GetJson<StudyFingerprint>(entity, "Fingerprint")
                ?? throw new FormatException("There is no Fingerprint."),
            Cost = LongText.GetJson<MemoryFigures>(entity, "Cost"),
            Seconds = LongText.GetJson<MemoryFigures>(entity, "Seconds"),
            BestValues = LongText.GetJson<double[]>(entity, "BestValues"),
            Best = LongText.GetJson<MemoryPoint[]>(entity, "Best") ?? [],
            Sample = LongText.GetJson<MemoryPoint[]>(entity, "Sample") ?? [],
        });
}
