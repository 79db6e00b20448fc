using System.Globalization;
using System.Text.Json;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Numbers, money, times and states as people read them.</summary>
internal static class Format
{
    private const string None = "–";

    public static string Waiting(WaitingView waiting) => waiting.For switch
    {
        "disk" => "room on the disk",
        "pause" => "`study resume`",
        "group" => "money of its shared budget",
        "queue" when waiting.Position is { } position => string.Create(CultureInfo.InvariantCulture, $"its turn (position {position})"),
        "queue" => "its turn",
        var other => other,
    };

    /// <summary>A value with six significant digits.</summary>
    public static string Value(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Values(IReadOnlyList<double>? values) =>
        values is { Count: > 0 } ? string.Join(", ", values.Select(Value)) : None;

    /// <summary>The values with the names that the study gives them; without, when it gives none.</summary>
    public static string Values(IReadOnlyList<double>? values, StudySpec study) =>
        study.ValueNames is { } names && values is { Count: > 0 }
            ? string.Join(", ", names.Zip(values, (name, value) => $"{name} {Value(value)}"))
            : Values(values);

    /// <summary>A parameter's value as JSON tells kinds apart, <c>1</c> from <c>1.0</c> and <c>"1"</c>, but for quotes that tell nothing
    /// apart.</summary>
    public static string Parameter(ParameterValue value) => Parameter(value, Value);

    /// <summary>The same with every digit.</summary>
    public static string Exact(ParameterValue value) => Parameter(value, number => number.ToString("R", CultureInfo.InvariantCulture));

    private static string Parameter(ParameterValue value, Func<double, string> shown) => value.Kind switch
    {
        ParameterValueKind.Float when shown(value.AsDouble()) is var number =>
            number.AsSpan().IndexOfAny(".E") < 0 ? number + ".0" : number,
        ParameterValueKind.Text when value.ToString() is var text && IsAmbiguous(text) => JsonSerializer.Serialize(text, TunerJson.Options),
        _ => value.ToString(),
    };

    // Without quotes, it could be a value of another kind, or part of what stands around it.
    private static bool IsAmbiguous(string text) =>
        text.Length == 0 || text[0] == '"' || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || text is "true" or "false" or "null";

    public static string Parameters(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        parameters.Count == 0
            ? "no parameters"
            : string.Join(' ', parameters.Select(parameter => $"{parameter.Key}={Parameter(parameter.Value)}"));

    /// <summary>US dollars: cents, and as many more digits as the amount has.</summary>
    public static string Usd(decimal amount) => "$" + amount.ToString("0.00####", CultureInfo.InvariantCulture);

    public static string Money(LedgerView ledger)
    {
        if (ledger.LimitUsd is null && ledger.SpentUsd == 0) return None;
        var spent = ledger.LimitUsd is { } limit ? $"{Usd(Rounded(ledger.SpentUsd, limit))} of {Usd(limit)}" : Usd(ledger.SpentUsd);
        if (ledger.ReservedUsd > 0) spent += $", {Usd(ledger.ReservedUsd)} reserved";
        return ledger.OverrunUsd > 0 ? $"{spent}, overrun by {Usd(ledger.OverrunUsd)}" : spent;
    }

    /// <summary>Whole cents, or for a small limit enough digits to show a hundredth of it; of less than that one digit.</summary>
    private static decimal Rounded(decimal amount, decimal limit)
    {
        var digits = Math.Floor(2 - Math.Log10((double)limit));
        if (amount > 0) digits = Math.Max(digits, Math.Ceiling(-Math.Log10((double)amount)));
        return Math.Round(amount, (int)Math.Clamp(digits, 2, 6), MidpointRounding.AwayFromZero);
    }

    /// <summary>A duration: <c>40 ms</c>, <c>4.2 s</c>, <c>12 s</c>, <c>3:05</c>, <c>2:03:05</c>, <c>4 d 02:03</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero) duration = TimeSpan.Zero;
        return duration switch
        {
            { TotalSeconds: < 1 } => $"{(int)duration.TotalMilliseconds} ms",
            { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
            { TotalMinutes: < 1 } => $"{(int)duration.TotalSeconds} s",
            { TotalHours: < 1 } => duration.ToString(@"m\:ss", CultureInfo.InvariantCulture),
            { TotalDays: < 1 } => duration.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
            _ => duration.ToString(@"d\ \d\ hh\:mm", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>How long a trial's last attempt has taken; a dash before it started.</summary>
    public static string Duration(TrialView trial, DateTimeOffset? now = null)
    {
        if (trial.DurationSeconds is { } seconds) return Duration(TimeSpan.FromSeconds(seconds));
        if (trial.StartedAt is not { } start) return trial.State is TrialState.Waiting or TrialState.Running ? None : "not run";
        return (trial.EndedAt ?? (trial.State == TrialState.Waiting ? null : now)) is { } end ? Duration(end - start) : None;
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Where a study stands, and why it ended or is about to.</summary>
    public static string State(StudyState state, StopReason? reason) =>
        reason is { } why ? $"{State(state, isEnding: true)} ({Reason(why)})" : State(state, isEnding: false);

    public static string State(StudyState state, bool isEnding) =>
        state == StudyState.Pending ? "pending" : state != StudyState.Running ? "ended" : isEnding ? "ending" : "running";

    /// <summary>The same, and <c>paused</c> for a study that runs but is to start nothing.</summary>
    public static string State(StudyState state, StopReason? reason, WaitingView? waiting) =>
        IsPaused(waiting) ? "paused" : State(state, reason);

    /// <summary>Whether a study waits to be resumed.</summary>
    public static bool IsPaused(WaitingView? waiting) => waiting?.For == WaitingView.ForPause.For;

    public static string Reason(StopReason reason) => reason switch
    {
        StopReason.Trials => "all trials have ended",
        StopReason.Budget => "nothing more fits into the budget",
        StopReason.Timeout => "its time is over",
        StopReason.Target => "the target was reached",
        StopReason.Exhausted => "every point has been tried",
        StopReason.Plateau => "no improvement any more",
        StopReason.Requested => "stopped on request",
        StopReason.Failures => "too many trials failed",
        StopReason.Error => "an error of the tuner",
        _ => reason.ToString(),
    };

    public static string Progress(StudyView study)
    {
        var running = study.Counts.Running > 0 ? $", {study.Counts.Running} running" : "";
        var waits = study.Waiting is { } waiting ? $", waits for {Waiting(waiting)}" : "";
        var ended = $"{study.Counts.Ended} of {study.Spec.Trials} trials have ended";
        return $"{State(study.State, study.StopReason, study.Waiting)}{waits}, {ended}{running}";
    }

    /// <summary>What became of a study's trials and money: <c>22 complete, 8 pruned for cost, $0.48 of $0.50</c>.</summary>
    public static string Summary(TrialCounts counts, LedgerView ledger)
    {
        var summary = Counts(counts);
        return Spent(ledger) is { } spent ? $"{summary}, {spent}" : summary;
    }

    /// <summary>What was spent, of which limit, and by how much more; null when there is neither money nor a limit.</summary>
    public static string? Spent(LedgerView ledger)
    {
        if (ledger.LimitUsd is null && ledger.SpentUsd == 0) return null;
        var spent = ledger.LimitUsd is { } limit ? $"{Usd(Rounded(ledger.SpentUsd, limit))} of {Usd(limit)}" : Usd(ledger.SpentUsd);
        return ledger.OverrunUsd > 0 ? $"{spent}, overrun by {Usd(ledger.OverrunUsd)}" : spent;
    }

    /// <summary>Trials by state: <c>3 complete, 2 pruned for cost, 1 pruned</c>.</summary>
    public static string Counts(TrialCounts counts) =>
        List([(counts.Complete, "complete"), .. Others(counts)]) is { Length: > 0 } some ? some : "none yet";

    /// <summary>Trials that are not complete: <c>2 pruned for cost, 1 failed</c>; empty when there is none.</summary>
    public static string Incomplete(TrialCounts counts) => List(Others(counts));

    private static IEnumerable<(int Count, string State)> Others(TrialCounts counts) =>
    [
        (counts.PrunedForBudget, "pruned for cost"), (counts.Pruned - counts.PrunedForBudget, "pruned"),
        (counts.Failed, "failed"), (counts.Running, "running"), (counts.Waiting, "waiting"),
    ];

    private static string List(IEnumerable<(int Count, string State)> parts) =>
        string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.State}"));

    /// <summary>A trial's state; <c>infeasible</c> for a complete one that breaks a constraint.</summary>
    public static string State(TrialView trial) =>
        trial.State == TrialState.Complete && !IsFeasible(trial) ? "infeasible" : State(trial.State);

    /// <summary>Whether a trial is complete and breaks no constraint.</summary>
    public static bool IsFeasible(TrialView trial) =>
        trial.State == TrialState.Complete && trial.Constraints?.Values.Any(c => c > 0) != true;

    /// <summary>The values of a trial; of one that runs, the last ones that it reported.</summary>
    public static string Values(TrialView trial) =>
        Values(trial is { State: TrialState.Running, Reports: [.., var last] } ? last.Values ?? [last.Value] : trial.Values);

    public static string State(TrialState state) => state.ToString().ToLowerInvariant();

    /// <summary>How far a study is on the MLflow server.</summary>
    public static string Mlflow(MlflowView mlflow)
    {
        var where = mlflow.RunId is { } run ? $" as run {run}" : "";
        var unsent = mlflow.Unsent > 0 ? $", {mlflow.Unsent} not there yet" : "";
        var files = mlflow.FilesLeftOut > 0 ? $", {mlflow.FilesLeftOut} files left out" : "";
        var error = mlflow.LastError is { } reason ? $": {LineOutput.LastOf(reason)}" : "";
        return $"{mlflow.Sent} trials in experiment {mlflow.Experiment}{where}{unsent}{files}{error}";
    }
}
