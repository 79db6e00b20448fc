using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Origins;

namespace Serverless.Tuner.Storage;

/// <summary>
/// A <see cref="Trial"/> as a row <c>trial|0000000012</c> of its study's partition. It is made by <see cref="StudyAdvancer"/>,
/// claimed by <see cref="TrialClaims"/>, and from then on written only by the <see cref="TrialLease"/> of that claim. While no claim holds
/// it, <see cref="TrialCancellation"/> may end it, and what goes on elsewhere is written by <see cref="RemoteTrialRows"/>.
/// </summary>
internal static class TrialRow
{
    /// <summary>When a trial that waits for a call-back is to be looked at: for queries.</summary>
    public const string LookAt = "LookAt";

    public static TableEntity ToEntity(StudyName study, Trial trial)
    {
        var entity = new TableEntity(study, StudyKeys.Trial(trial.Number))
        {
            ["CostMicroUsd"] = trial.Cost.Micro,
            ["Attempt"] = trial.Attempt,
            ["CreatedAt"] = trial.CreatedAt,
        };
        if (trial.Failures > 0) entity["Failures"] = trial.Failures;
        if (trial.Reported > Money.Zero) entity["ReportedMicroUsd"] = trial.Reported.Micro;
        if (trial.LastStep is { } lastStep) entity["LastStep"] = lastStep;
        if (trial.Enqueued) entity["Enqueued"] = true;
        if (trial.Losses > 0) entity["Losses"] = trial.Losses;
        PutHolder(entity, trial);
        if (trial.NotBefore is { } notBefore) entity["NotBefore"] = notBefore;
        LongText.PutJson(entity, "LastFailure", trial.LastFailure);
        if (trial.StartedAt is { } started) entity["StartedAt"] = started;
        if (trial.HeartbeatAt is { } heartbeat) entity["HeartbeatAt"] = heartbeat;
        if (trial.EndedAt is { } ended) entity["EndedAt"] = ended;
        LongText.PutJson(entity, "Callback", trial.Callback);
        if (trial.Callback?.LookAt is { } look) entity[LookAt] = look;
        LongText.PutJson(entity, "Parameters", trial.Parameters);
        LongText.PutJson(entity, "Used", trial.Used);
        LongText.PutJson(entity, "Origin", trial.Origin);
        Put(entity, trial.Outcome);
        return entity;
    }

    /// <summary>Who evaluates it.</summary>
    private static void PutHolder(TableEntity entity, Trial trial)
    {
        if (trial.Claim is { } claim) entity["Claim"] = claim;
        if (trial.Host is { } host) entity["Host"] = host;
        if (trial.Worker is { } worker) entity["Worker"] = worker;
        if (trial.LeaseSeconds is { } length) entity["LeaseSeconds"] = length;
        // Only to be asked for: it follows from the two that are read.
        if (trial.LeaseUntil is { } until) entity["LeaseUntil"] = until;
    }

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static Trial FromEntity(TableEntity entity)
    {
        var number = StudyKeys.NumberOf(entity.RowKey);
        return UnreadableRowException.Translate($"the row of trial {number}", number, () => Read(entity));
    }

    private static Trial Read(TableEntity entity) => new()
    {
        Number = StudyKeys.NumberOf(entity.RowKey),
        Outcome = ReadOutcome(entity),
        Parameters = LongText.GetJson<Dictionary<string, ParameterValue>>(entity, "Parameters")
            ?? throw new FormatException("There are no Parameters."),
        Used = LongText.GetJson<string[]>(entity, "Used"),
        Origin = LongText.GetJson<TrialOrigin>(entity, "Origin"),
        LastStep = entity.GetInt32("LastStep"),
        Reported = new Money(entity.GetInt64("ReportedMicroUsd") ?? 0),
        Cost = new Money(entity.GetInt64("CostMicroUsd")!.Value),
        Attempt = entity.GetInt32("Attempt")!.Value,
        Failures = entity.GetInt32("Failures") ?? 0,
        Enqueued = entity.GetBoolean("Enqueued") ?? false,
        Losses = entity.GetInt32("Losses") ?? 0,
        Claim = entity.GetString("Claim"),
        Host = entity.GetString("Host"),
        Worker = entity.GetString("Worker"),
        LeaseSeconds = entity.GetInt32("LeaseSeconds"),
        NotBefore = entity.GetDateTimeOffset("NotBefore"),
        LastFailure = LongText.GetJson<FailedAttempt>(entity, "LastFailure"),
        Callback = LongText.GetJson<Callback>(entity, "Callback"),
        CreatedAt = entity.GetDateTimeOffset("CreatedAt")!.Value,
        StartedAt = entity.GetDateTimeOffset("StartedAt"),
        HeartbeatAt = entity.GetDateTimeOffset("HeartbeatAt"),
        EndedAt = entity.GetDateTimeOffset("EndedAt"),
    };

    private static void Put(TableEntity entity, TrialOutcome outcome)
    {
        entity["State"] = outcome.State.ToString();
        if (outcome.Reason is { } reason) entity["Reason"] = reason;
        LongText.PutJson(entity, "Values", outcome.Values);
        LongText.PutJson(entity, "Constraints", outcome.Constraints);
        LongText.PutJson(entity, "Metrics", outcome.Metrics);
        LongText.PutJson(entity, "Attributes", outcome.Attributes);
    }

    private static TrialOutcome ReadOutcome(TableEntity entity) =>
        new(Enum.Parse<TrialState>(entity.GetString("State")), entity.GetString("Reason"))
        {
            Values = LongText.GetJson<double[]>(entity, "Values"),
            Constraints = LongText.GetJson<Dictionary<string, double>>(entity, "Constraints"),
            Metrics = LongText.GetJson<Dictionary<string, double>>(entity, "Metrics"),
            Attributes = LongText.GetJson<Dictionary<string, string>>(entity, "Attributes"),
        };
}
