namespace Serverless.Tuner.Storage;

/// <summary>A <see cref="Study"/> as the row <c>study</c> of its partition.</summary>
internal static class StudyRow
{
    /// <summary>Set while the study's rows are being deleted: readers and writers treat the study as deleted.</summary>
    public const string Deleting = "Deleting";

    /// <summary>Set, beside <see cref="Deleting"/>, while the trials of the study are being imported: nobody sees it before all are there.
    /// </summary>
    public const string Importing = "Importing";

    /// <summary>What a list needs of the row: none of its long texts.</summary>
    public static IReadOnlyList<string> OutlineColumns { get; } = ["PartitionKey", .. StudyOutline.Columns, Deleting];

    public static TableEntity ToEntity(Study study)
    {
        var entity = new TableEntity(study.Name, StudyKeys.StudyRow)
        {
            ["Run"] = study.Run,
            ["Sequence"] = study.Sequence,
            ["NextNumber"] = study.NextNumber,
            ["CompleteSinceBest"] = study.CompleteSinceBest,
        };
        StudyOutline.Of(study).Put(entity);
        PutCounts(study, entity);
        if (study.EndsAfterRunning) entity["EndsAfterRunning"] = true;
        if (study.TraceParent is { } trace) entity["TraceParent"] = trace;
        if (study.EndedAt is { } ended) entity["EndedAt"] = ended;
        SharingColumns.Put(study, entity);
        LongText.PutJson(entity, "Spec", study.Spec);
        LongText.PutJson(entity, "Open", study.Open);
        LongText.PutJson(entity, "LastPlan", study.LastPlan);
        LongText.PutJson(entity, "Best", study.Best);
        if (study.Queue.Count > 0) LongText.PutJson(entity, "Queue", study.Queue);
        if (study.Attributes.Count > 0) LongText.PutJson(entity, "Attributes", study.Attributes);
        LongText.PutJson(entity, "Result", study.Result);
        LongText.PutJson(entity, "WarmStart", study.WarmStart);
        LongText.PutJson(entity, "Import", study.Import);
        if (study.Edits.Count > 0) LongText.PutJson(entity, "Edits", study.Edits);
        if (study.Notices.Count > 0) LongText.PutJson(entity, "Notices", study.Notices);
        if (study.EnqueueRequests.Count > 0) LongText.PutJson(entity, "EnqueueRequests", study.EnqueueRequests);
        return entity;
    }

    /// <summary>The outline of the study, of its <see cref="OutlineColumns"/>.</summary>
    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static StudyOutline Outline(TableEntity entity) =>
        Translate(() => StudyOutline.Read(StudyName.Parse(entity.PartitionKey), entity));

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static Study FromEntity(TableEntity entity) =>
        Translate(() => SharingColumns.Read(
            Read(entity, StudyOutline.Read(StudyName.Parse(entity.PartitionKey), entity)), entity));

    /// <summary>The counts that most studies do not have.</summary>
    private static void PutCounts(Study study, TableEntity entity)
    {
        if (study.FailedInARow > 0) entity["FailedInARow"] = study.FailedInARow;
        if (study.ExpectingLittle > 0) entity["ExpectingLittle"] = study.ExpectingLittle;
        if (study.EndedBefore > 0) entity["EndedBefore"] = study.EndedBefore;
        if (study.FailedBefore > 0) entity["FailedBefore"] = study.FailedBefore;
        if (study.FailedRuns > 0) entity["FailedRuns"] = study.FailedRuns;
        if (study.StartPointsTaken > 0) entity["StartPointsTaken"] = study.StartPointsTaken;
        if (study.Revision > 0) entity["Revision"] = study.Revision;
    }

    private static T Translate<T>(Func<T> read) => UnreadableRowException.Translate("the study's row", null, read);

    private static T[] ListOf<T>(TableEntity entity, string property) => LongText.GetJson<T[]>(entity, property) ?? [];

    private static Study Read(TableEntity entity, StudyOutline outline) => new()
    {
        Id = outline.Id,
        Spec = LongText.GetJson<StudySpec>(entity, "Spec") ?? throw new FormatException("There is no Spec."),
        State = outline.State,
        StopReason = outline.StopReason,
        Error = outline.Error,
        Run = entity.GetString("Run"),
        Sequence = entity.GetInt32("Sequence")!.Value,
        LastPlan = LongText.GetJson<AdvancePlan>(entity, "LastPlan"),
        NextNumber = entity.GetInt32("NextNumber")!.Value,
        Complete = outline.Counts.Complete,
        Pruned = outline.Counts.Pruned,
        PrunedForBudget = outline.Counts.PrunedForBudget,
        Failed = outline.Counts.Failed,
        FailedInARow = entity.GetInt32("FailedInARow") ?? 0,
        ExpectingLittle = entity.GetInt32("ExpectingLittle") ?? 0,
        EndedBefore = entity.GetInt32("EndedBefore") ?? 0,
        FailedBefore = entity.GetInt32("FailedBefore") ?? 0,
        IsPaused = outline.IsPaused,
        FailedRuns = entity.GetInt32("FailedRuns") ?? 0,
        EndsAfterRunning = entity.GetBoolean("EndsAfterRunning") ?? false,
        Open = LongText.GetJson<OpenTrial[]>(entity, "Open") ?? [],
        StartPointsTaken = entity.GetInt32("StartPointsTaken") ?? 0,
        Revision = entity.GetInt32("Revision") ?? 0,
        Queue = ListOf<IReadOnlyDictionary<string, ParameterValue>>(entity, "Queue"),
        EnqueueRequests = ListOf<string>(entity, "EnqueueRequests"),
        Edits = ListOf<StudyEdit>(entity, "Edits"),
        WarmStart = LongText.GetJson<Core.Memory.WarmStartState>(entity, "WarmStart"),
        Import = LongText.GetJson<StudyImport>(entity, "Import"),
        Notices = ListOf<Notice>(entity, "Notices"),
        Attributes = LongText.GetJson<Dictionary<string, string>>(entity, "Attributes") ?? [],
        LacksOfGroup = outline.LacksOfGroup,
        StartedAt = outline.StartedAt,
        Spent = outline.Ledger.Spent,
        Best = LongText.GetJson<BestTrial>(entity, "Best"),
        Result = LongText.GetJson<StudyResult>(entity, "Result"),
        CompleteSinceBest = entity.GetInt32("CompleteSinceBest")!.Value,
        CreatedAt = outline.CreatedAt,
        EndedAt = entity.GetDateTimeOffset("EndedAt"),
        TraceParent = entity.GetString("TraceParent"),
    };
}
