using Azure.Data.Tables;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>A <see cref="Study"/> as the row <c>study</c> of its partition.</summary>
internal static class StudyRow
{
    /// <summary>Set while the study's rows are being deleted; nobody may see or change it any more.</summary>
    public const string Deleting = "Deleting";

    /// <summary>What a list needs of the row: none of its long texts.</summary>
    public static IReadOnlyList<string> SummaryColumns { get; } =
    [
        "PartitionKey", "State", "StopReason", "Error", "Objective", "Trials", "Running", "Complete", "Pruned", "PrunedForBudget", "Failed",
        "BestValue", "SpentMicroUsd", "ReservedMicroUsd", "LimitMicroUsd", "CreatedAt", Deleting,
    ];

    public static TableEntity ToEntity(Study study)
    {
        var ledger = study.Ledger;
        var entity = new TableEntity(StudyKeys.Partition(study.Spec.Name), StudyKeys.StudyRow)
        {
            ["State"] = study.State.ToString(),
            ["Run"] = study.Run,
            ["Sequence"] = study.Sequence,
            ["NextNumber"] = study.NextNumber,
            ["Complete"] = study.Complete,
            ["Pruned"] = study.Pruned,
            ["Failed"] = study.Failed,
            ["SpentMicroUsd"] = study.Spent.Micro,
            ["ReservedMicroUsd"] = ledger.Reserved.Micro,
            ["CompleteSinceBest"] = study.CompleteSinceBest,
            ["CreatedAt"] = study.CreatedAt,
            ["Objective"] = TrialOutcome.Cut(StudyViews.Objective(study.Spec)),
            ["Trials"] = study.Spec.Trials,
            ["Running"] = study.Open.Count,
        };
        if (study.Best is { } best) entity["BestValue"] = best.Value;
        if (study.PrunedForBudget > 0) entity["PrunedForBudget"] = study.PrunedForBudget;
        if (study.FailedInARow > 0) entity["FailedInARow"] = study.FailedInARow;
        if (study.ExpectingLittle > 0) entity["ExpectingLittle"] = study.ExpectingLittle;
        if (study.EndsAfterRunning) entity["EndsAfterRunning"] = true;
        if (study.StartPointsTaken > 0) entity["StartPointsTaken"] = study.StartPointsTaken;
        if (ledger.Limit is { } limit) entity["LimitMicroUsd"] = limit.Micro;
        if (study.StopReason is { } reason) entity["StopReason"] = reason.ToString();
        if (study.Error is { } error) entity["Error"] = error;
        if (study.EndedAt is { } ended) entity["EndedAt"] = ended;
        LongText.PutJson(entity, "Spec", study.Spec);
        LongText.PutJson(entity, "Open", study.Open);
        LongText.PutJson(entity, "LastPlan", study.LastPlan);
        LongText.PutJson(entity, "Best", study.Best);
        if (study.Queue.Count > 0) LongText.PutJson(entity, "Queue", study.Queue);
        if (study.EnqueueRequests.Count > 0) LongText.PutJson(entity, "EnqueueRequests", study.EnqueueRequests);
        return entity;
    }

    /// <summary>A study in a list, of its <see cref="SummaryColumns"/>; null when the row lacks them, as those of earlier versions do.</summary>
    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static StudySummary? Summary(TableEntity entity) =>
        entity.GetInt32("Trials") is { } trials ? UnreadableRowException.Translate("the study's row", null, () => ReadSummary(entity, trials)) : null;

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static Study FromEntity(TableEntity entity) => UnreadableRowException.Translate("the study's row", null, () => Read(entity));

    private static Study Read(TableEntity entity) => new()
    {
        Spec = LongText.GetJson<StudySpec>(entity, "Spec") ?? throw new FormatException("There is no Spec."),
        State = Enum.Parse<StudyState>(entity.GetString("State")),
        StopReason = entity.GetString("StopReason") is { } reason ? Enum.Parse<StopReason>(reason) : null,
        Error = entity.GetString("Error"),
        Run = entity.GetString("Run"),
        Sequence = entity.GetInt32("Sequence")!.Value,
        LastPlan = LongText.GetJson<AdvancePlan>(entity, "LastPlan"),
        NextNumber = entity.GetInt32("NextNumber")!.Value,
        Complete = entity.GetInt32("Complete")!.Value,
        Pruned = entity.GetInt32("Pruned")!.Value,
        PrunedForBudget = entity.GetInt32("PrunedForBudget") ?? 0,
        Failed = entity.GetInt32("Failed")!.Value,
        FailedInARow = entity.GetInt32("FailedInARow") ?? 0,
        ExpectingLittle = entity.GetInt32("ExpectingLittle") ?? 0,
        EndsAfterRunning = entity.GetBoolean("EndsAfterRunning") ?? false,
        Open = LongText.GetJson<OpenTrial[]>(entity, "Open") ?? [],
        StartPointsTaken = entity.GetInt32("StartPointsTaken") ?? 0,
        Queue = LongText.GetJson<IReadOnlyDictionary<string, ParameterValue>[]>(entity, "Queue") ?? [],
        EnqueueRequests = LongText.GetJson<string[]>(entity, "EnqueueRequests") ?? [],
        Spent = new Money(entity.GetInt64("SpentMicroUsd")!.Value),
        Best = LongText.GetJson<BestTrial>(entity, "Best"),
        CompleteSinceBest = entity.GetInt32("CompleteSinceBest")!.Value,
        CreatedAt = entity.GetDateTimeOffset("CreatedAt")!.Value,
        EndedAt = entity.GetDateTimeOffset("EndedAt"),
    };

    private static StudySummary ReadSummary(TableEntity entity, int trials) => new()
    {
        Name = entity.PartitionKey,
        State = Enum.Parse<StudyState>(entity.GetString("State")),
        StopReason = entity.GetString("StopReason") is { } reason ? Enum.Parse<StopReason>(reason) : null,
        Error = entity.GetString("Error"),
        Objective = entity.GetString("Objective"),
        Trials = trials,
        Counts = new TrialCounts
        {
            Running = entity.GetInt32("Running")!.Value,
            Complete = entity.GetInt32("Complete")!.Value,
            Pruned = entity.GetInt32("Pruned")!.Value,
            PrunedForBudget = entity.GetInt32("PrunedForBudget") ?? 0,
            Failed = entity.GetInt32("Failed")!.Value,
        },
        BestValue = entity.GetDouble("BestValue"),
        Ledger = StudyViews.View(new Ledger(
            entity.GetInt64("LimitMicroUsd") is { } limit ? new Money(limit) : null,
            new Money(entity.GetInt64("SpentMicroUsd")!.Value),
            new Money(entity.GetInt64("ReservedMicroUsd")!.Value))),
        CreatedAt = entity.GetDateTimeOffset("CreatedAt")!.Value,
    };
}
