using System.Text.Json;
using Azure.Data.Tables;
using Serverless.Tuner.Contracts;
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

    public static StudySummary? Summary(TableEntity entity) =>
        entity.GetString("Summary") is { } text ? JsonSerializer.Deserialize<StudySummary>(text, TunerJson.Options) : null;
}
