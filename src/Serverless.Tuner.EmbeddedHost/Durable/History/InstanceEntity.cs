using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>The <c>instance</c> row to and from <see cref="InstanceState"/>.</summary>
internal static class InstanceEntity
{
    public const string Status = "Status";
    public const string CreatedAt = "CreatedAt";
    public const string Residue = "Residue";
    public const string WriteId = "WriteId";

    private const string Name = "Name";
    private const string Generation = "Generation";
    private const string EpisodeNumber = "Episode";
    private const string UpdatedAt = "UpdatedAt";
    private const string StartAt = "StartAt";
    private const string Input = "Input";
    private const string Output = "Output";
    private const string CustomStatus = "CustomStatus";
    private const string Failure = "Failure";
    private const string Parent = "Parent";
    private const string Tags = "Tags";

    public static TableEntity Whole(InstanceState state)
    {
        var entity = new TableEntity(state.InstanceId, RowKeys.Instance)
        {
            [Name] = state.Name,
            [CreatedAt] = state.CreatedAt,
        };
        if (state.StartAt is { } startAt)
            entity[StartAt] = startAt;
        if (state.Parent is { } parent)
            entity[Parent] = JsonSerializer.Serialize(parent, HistoryJson.Compact.ParentTask);
        if (state.Tags is { Count: > 0 } tags)
            entity.SetText(Tags, JsonSerializer.Serialize(new Dictionary<string, string>(tags), HistoryJson.Compact.DictionaryStringString));
        entity.SetText(Input, state.Input);
        SetChanges(entity, null, state);
        return entity;
    }

    /// <summary>What differs between two states of an instance, to be merged into its row.</summary>
    public static TableEntity Changes(InstanceState before, InstanceState after)
    {
        var entity = new TableEntity(after.InstanceId, RowKeys.Instance);
        if (!ReferenceEquals(before.Input, after.Input))
            entity.SetText(Input, after.Input);
        SetChanges(entity, before, after);
        return entity;
    }

    public static InstanceState Read(TableEntity entity) => new()
    {
        InstanceId = entity.PartitionKey,
        Name = entity.GetString(Name) ?? string.Empty,
        Status = Enum.Parse<OrchestrationRuntimeStatus>(entity.GetString(Status)!),
        Generation = entity.GetInt32(Generation) ?? 0,
        Episode = entity.GetInt32(EpisodeNumber) ?? 0,
        WriteId = entity.GetString(WriteId) ?? string.Empty,
        CreatedAt = entity.GetDateTimeOffset(CreatedAt) ?? default,
        UpdatedAt = entity.GetDateTimeOffset(UpdatedAt) ?? default,
        StartAt = entity.GetDateTimeOffset(StartAt),
        Input = entity.GetText(Input),
        Output = entity.GetText(Output),
        CustomStatus = entity.GetText(CustomStatus),
        Failure = entity.GetText(Failure) is { } failure ? JsonSerializer.Deserialize(failure, HistoryJson.Compact.FailureRecord) : null,
        Parent = entity.GetString(Parent) is { } parent ? JsonSerializer.Deserialize(parent, HistoryJson.Compact.ParentTask) : null,
        Tags = entity.GetText(Tags) is { } tags ? JsonSerializer.Deserialize(tags, HistoryJson.Compact.DictionaryStringString) : null,
        Residue = entity.GetBoolean(Residue) ?? false,
        ETag = entity.ETag,
    };

    private static void SetChanges(TableEntity entity, InstanceState? before, InstanceState after)
    {
        entity[EpisodeNumber] = after.Episode;
        entity[WriteId] = after.WriteId;
        entity[UpdatedAt] = after.UpdatedAt;
        if (before?.Status != after.Status)
            entity[Status] = after.Status.ToString();
        if (before?.Generation != after.Generation)
            entity[Generation] = after.Generation;
        if (before?.Residue != after.Residue)
            entity[Residue] = after.Residue;
        if (before?.CustomStatus != after.CustomStatus)
            entity.SetText(CustomStatus, after.CustomStatus);
        if (before?.Output != after.Output)
            entity.SetText(Output, after.Output);
        if (before?.Failure != after.Failure)
            entity.SetText(Failure, after.Failure is { } failure ? JsonSerializer.Serialize(failure, HistoryJson.Compact.FailureRecord) : null);
    }
}
