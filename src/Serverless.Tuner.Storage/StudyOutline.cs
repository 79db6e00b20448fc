using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>What a list shows of a study. The study's row has it in columns
/// of its own, and so has the index of a study that has ended.</summary>
public sealed record StudyOutline
{
    /// <summary>The study's name.</summary>
    public required StudyName Name { get; init; }

    /// <summary>Its identifier; null for one of a version that gave none.</summary>
    public Guid? Id { get; init; }

    /// <summary>Pending, running or ended.</summary>
    public required StudyState State { get; init; }

    /// <summary>Why it ended, or is about to.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What went wrong, if something did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it starts nothing more until it is resumed.</summary>
    public bool IsPaused { get; init; }

    /// <summary>What its trials evaluate, in a word.</summary>
    public required string Objective { get; init; }

    /// <summary>What suggests its trials; null where a version before this one wrote the row last.</summary>
    public string? Sampler { get; init; }

    /// <summary>Whether less or more is better, for each value; null where a version before this one wrote the row last.</summary>
    public IReadOnlyList<Direction>? Directions { get; init; }

    /// <summary>The tags of its spec; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>How many trials are to end.</summary>
    public int Trials { get; init; }

    /// <summary>Its trials by state. Every open trial has a slot of the orchestration and is on its way: it counts as running.</summary>
    public TrialCounts Counts { get; init; } = new();

    /// <summary>The best value so far (one direction only).</summary>
    public double? BestValue { get; init; }

    /// <summary>Its money.</summary>
    public Ledger Ledger { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was started; null while it is pending.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How much of its group's money it lacks for its next trial; zero when it lacks none.</summary>
    public Money LacksOfGroup { get; init; }

    /// <summary>Its place in the queue is before those of lower priorities.</summary>
    public int Priority { get; init; }

    private const string TagsColumn = "Tags";
    private const string NeverStarted = "NeverStarted";
    private const char Between = ',';

    /// <summary>The columns that hold an outline.</summary>
    internal static IReadOnlyList<string> Columns { get; } =
    [
        "State", "StopReason", "Error", "Objective", "Trials", "Running", "Complete", "Pruned", "PrunedForBudget", "Failed",
        "BestValue", "LimitMicroUsd", "SpentMicroUsd", "ReservedMicroUsd", "CreatedAt",
        "IsPaused", "Id", TagsColumn, TagsColumn + "0", "StartedAt", NeverStarted, "LacksMicroUsd", "Priority", "Sampler",
        "Directions",
    ];

    /// <summary>The outline of a study.</summary>
    public static StudyOutline Of(Study study) => new()
    {
        Name = study.Name,
        Id = study.Id,
        IsPaused = study.IsPaused,
        State = study.State,
        StopReason = study.StopReason,
        Error = study.Error,
        Objective = TrialOutcome.Cut(study.Spec.Objective.Name ?? study.Spec.Objective.Kind.ToString().ToLowerInvariant()),
        Sampler = study.Spec.Sampler.Type,
        Directions = study.Spec.Directions,
        Tags = study.Spec.Tags,
        Trials = study.Spec.Trials,
        Counts = new TrialCounts
        {
            Running = study.Open.Count,
            Complete = study.Complete,
            Pruned = study.Pruned,
            PrunedForBudget = study.PrunedForBudget,
            Failed = study.Failed,
        },
        BestValue = study.Best?.Value,
        Ledger = study.Ledger,
        CreatedAt = study.CreatedAt,
        StartedAt = study.StartedAt,
        LacksOfGroup = study.LacksOfGroup,
        Priority = study.Spec.Priority,
    };

    /// <summary>Writes the outline into a row.</summary>
    internal void Put(TableEntity row)
    {
        row["State"] = State.ToString();
        if (StopReason is { } reason) row["StopReason"] = reason.ToString();
        if (Error is not null) row["Error"] = Error;
        row["Objective"] = Objective;
        if (Sampler is not null) row["Sampler"] = Sampler;
        if (Directions is not null) row["Directions"] = string.Join(Between, Directions);
        row["Trials"] = Trials;
        row["Running"] = Counts.Running;
        row["Complete"] = Counts.Complete;
        row["Pruned"] = Counts.Pruned;
        row["PrunedForBudget"] = Counts.PrunedForBudget;
        row["Failed"] = Counts.Failed;
        if (BestValue is { } best) row["BestValue"] = best;
        if (Ledger.Limit is { } limit) row["LimitMicroUsd"] = limit.Micro;
        row["SpentMicroUsd"] = Ledger.Spent.Micro;
        row["ReservedMicroUsd"] = Ledger.Reserved.Micro;
        row["CreatedAt"] = CreatedAt;
        if (StartedAt is { } started) row["StartedAt"] = started;
        else row[NeverStarted] = true;
        if (LacksOfGroup > Money.Zero) row["LacksMicroUsd"] = LacksOfGroup.Micro;
        if (Priority != 0) row["Priority"] = Priority;
        if (IsPaused) row["IsPaused"] = true;
        if (Id is { } id) row["Id"] = id;
        LongText.PutJson(row, TagsColumn, Tags);
    }

    /// <summary>Reads the outline of a row that has one.</summary>
    internal static StudyOutline Read(StudyName name, TableEntity row) => new()
    {
        Name = name,
        State = Enum.Parse<StudyState>(row.GetString("State")),
        StopReason = row.GetString("StopReason") is { } reason ? Enum.Parse<StopReason>(reason) : null,
        Error = row.GetString("Error"),
        Objective = row.GetString("Objective"),
        Sampler = row.GetString("Sampler"),
        Directions = row.GetString("Directions") is { } directions ? [.. directions.Split(Between).Select(Enum.Parse<Direction>)] : null,
        Trials = row.GetInt32("Trials")!.Value,
        Counts = new TrialCounts
        {
            Running = row.GetInt32("Running")!.Value,
            Complete = row.GetInt32("Complete")!.Value,
            Pruned = row.GetInt32("Pruned")!.Value,
            PrunedForBudget = row.GetInt32("PrunedForBudget")!.Value,
            Failed = row.GetInt32("Failed")!.Value,
        },
        BestValue = row.GetDouble("BestValue"),
        Ledger = new Ledger(
            row.GetInt64("LimitMicroUsd") is { } limit ? new Money(limit) : null,
            new Money(row.GetInt64("SpentMicroUsd")!.Value),
            new Money(row.GetInt64("ReservedMicroUsd")!.Value)),
        CreatedAt = row.GetDateTimeOffset("CreatedAt")!.Value,
        // Versions before this one started each study as it was created.
        StartedAt = row.GetDateTimeOffset("StartedAt")
            ?? (row.GetBoolean(NeverStarted) == true ? null : row.GetDateTimeOffset("CreatedAt")),
        LacksOfGroup = new Money(row.GetInt64("LacksMicroUsd") ?? 0),
        Priority = row.GetInt32("Priority") ?? 0,
        IsPaused = row.GetBoolean("IsPaused") ?? false,
        Id = row.GetGuid("Id"),
        Tags = LongText.GetJson<Dictionary<string, string>>(row, TagsColumn),
    };
}
