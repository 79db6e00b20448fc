using System.Text.Json;
using Azure.Data.Tables;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>A study in the index: of one that has ended also its summary, so that a list need not read the study.</summary>
internal static class IndexRow
{
    public static TableEntity ToEntity(Study study)
    {
        var entity = new TableEntity(StudyKeys.IndexPartition, StudyKeys.Partition(study.Spec.Name))
        {
            ["State"] = study.State.ToString(),
            ["CreatedAt"] = study.CreatedAt,
        };
        if (study.State == StudyState.Ended) entity["Summary"] = JsonSerializer.Serialize(StudyViews.Summary(study), TunerJson.Options);
        return entity;
    }

    /// <summary>What a list shows of the study; null when the study itself must be asked.</summary>
    public static StudySummary? Summary(TableEntity entity)
    {
        if (entity.GetString("Summary") is not { } text) return null;
        try
        {
            return JsonSerializer.Deserialize<StudySummary>(text, TunerJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the entry itself tells of a study that cannot be read.</summary>
    public static StudySummary Unreadable(TableEntity entity, string error) => new()
    {
        Name = entity.RowKey,
        State = Enum.TryParse<StudyState>(entity.GetString("State"), out var state) ? state : StudyState.Running,
        Error = error,
        Objective = "unknown",
        Trials = 0,
        Counts = new TrialCounts(),
        Ledger = StudyViews.View(default(Ledger)),
        CreatedAt = entity.GetDateTimeOffset("CreatedAt") ?? default,
    };
}
