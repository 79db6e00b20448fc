using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>What a study is asked to do, in its normalised form: short forms spelled out, defaults filled in.</summary>
public sealed record StudySpec
{
    private const int MaxTrials = 1_000_000;
    private const double MaxSeconds = 365 * 24 * 3600;

    /// <summary>The study's name, <c>^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$</c>; also its partition key.</summary>
    public required string Name { get; init; }

    /// <summary>What a trial evaluates.</summary>
    public required ObjectiveSpec Objective { get; init; }

    /// <summary>Whether workers that ask for trials evaluate them, and nothing here does.</summary>
    [JsonIgnore]
    public bool IsExternal => Objective.Kind == ObjectiveKind.External;

    /// <summary>One direction for each value that the objective returns; usually one.</summary>
    public required IReadOnlyList<Direction> Directions { get; init; }

    /// <summary>What the values are called, one name for each direction; null for the default names. Where the objective returns no
    /// values, the metrics of these names are the values.</summary>
    public IReadOnlyList<string>? ValueNames { get; init; }

    /// <summary>The parameters, in the order of the file; a conditional one may stand before the one it depends on.</summary>
    public required IReadOnlyList<ParameterSpec> SearchSpace { get; init; }

    /// <summary>Whether the trials declare the parameters while they run (<c>"searchSpace": "open"</c>): then
    /// <see cref="SearchSpace"/> is empty.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OpenSpace { get; init; }

    /// <summary>Whether a result may name constraints that the study does not: one that does not know its parameters beforehand need not
    /// know its constraints either.</summary>
    [JsonIgnore]
    public bool TakesAnyConstraint => OpenSpace && Constraints is null;

    /// <summary>How many trials are to end, of whatever outcome.</summary>
    [Range(1, MaxTrials)]
    public int Trials { get; init; } = 100;

    /// <summary>How many trials run at once.</summary>
    [Range(1, 1_000)]
    public int Parallelism { get; init; } = 1;

    /// <summary>Whole batches of <see cref="Parallelism"/> instead of refilling each slot: the
    /// same seed then gives the same trials whatever the order in which they end.</summary>
    public bool Waves { get; init; }

    /// <summary>The seed that every trial's own generator derives from.</summary>
    public long Seed { get; init; }

    /// <summary>How points are suggested.</summary>
    public SamplerSpec Sampler { get; init; } = new();

    /// <summary>When a trial that reports is cut short; by default never.</summary>
    public PrunerSpec Pruner { get; init; } = new();

    /// <summary>How often a noisy objective is evaluated at each point, its values
    /// averaged. Each repeat is then a step that the pruner sees.</summary>
    [Range(1, 100)]
    public int Repeats { get; init; } = 1;

    /// <summary>The value is this weighted sum of metrics that the objective
    /// returns, weights by name; null when its own value counts.</summary>
    public IReadOnlyDictionary<string, double>? Score { get; init; }

    /// <summary>Bounds on metrics that the objective returns.</summary>
    public IReadOnlyList<GuardSpec>? Guards { get; init; }

    /// <summary>A trial that reported fewer intermediate values than this is pruned, whatever it returns.</summary>
    [Range(1, int.MaxValue)]
    public int? MinReports { get; init; }

    /// <summary>A trial whose metric <c>predictions</c> is below this is pruned, whatever it returns.</summary>
    [Range(1, int.MaxValue)]
    public int? MinPredictions { get; init; }

    /// <summary>The money limit and the meter; null when nothing is limited.</summary>
    public BudgetSpec? Budget { get; init; }

    /// <summary>The study ends this many seconds after its start; trials that still run are pruned.</summary>
    [Range(0.0, MaxSeconds, MinimumIsExclusive = true)]
    public double? TimeoutSeconds { get; init; }

    /// <summary>A trial that runs longer than this many seconds fails.</summary>
    [Range(0.0, MaxSeconds, MinimumIsExclusive = true)]
    public double? TrialTimeoutSeconds { get; init; }

    /// <summary>How many seconds a trial that is cut short has to end by itself before it is left alone or killed.</summary>
    [Range(0.0, 3_600.0)]
    public double GracePeriodSeconds { get; init; } = 5;

    /// <summary>How often a trial that throws is tried in all.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 2;

    /// <summary>The wait before the second attempt, in seconds; doubles for each further one, with jitter.</summary>
    [Range(0.0, 3_600.0)]
    public double RetryDelaySeconds { get; init; } = 1;

    /// <summary>The study ends as soon as a trial is at least this good (one direction only).</summary>
    public double? Target { get; init; }

    /// <summary>The study ends after this many complete trials without an improvement (one direction only).</summary>
    [Range(1, MaxTrials)]
    public int? PlateauTrials { get; init; }

    /// <summary>
    /// With <see cref="PlateauTrials"/>: the study ends when the improvement still to be expected of a trial has been below this for
    /// that many complete trials in a row. Null: when none of them was an improvement.
    /// </summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double? PlateauThreshold { get; init; }

    /// <summary>The study ends when so many trials in a row have failed (1 or more),
    /// or such a share of those that ended (below 1; once there are 10).</summary>
    [Range(0.0, MaxTrials, MinimumIsExclusive = true)]
    public double? MaxFailures { get; init; }

    /// <summary>Whether the same point always gives the same values: then none is tried twice.</summary>
    public bool Deterministic { get; init; }

    /// <summary>Points to try first, after the defaults and before the sampler's own;
    /// up to 1,000. Parameters that one lacks are left to the sampler.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>>? Enqueue { get; init; }

    /// <summary>The regions of which no point is suggested; null for none. Each names one or more parameters: of a number
    /// <c>[low, high]</c> or one value, of a categorical its choices; a point that has all of them is excluded. Up to 100.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>? Exclude { get; init; }

    /// <summary>Comparisons of sums and products of numeric parameters, such as <c>units2 &lt;= units1</c> and <c>layers * units1 &lt;=
    /// 4096</c>, that every point keeps which has their parameters; null for none. Up to 100, each of up to 500 characters; a name that
    /// is no identifier stands between backquotes.</summary>
    public IReadOnlyList<string>? Where { get; init; }

    /// <summary>Names of values that the objective returns beside its own; a trial is feasible when each is ≤ 0.</summary>
    public IReadOnlyList<string>? Constraints { get; init; }

    /// <summary>Notes that the study starts with, by name; only <c>POST studies</c> takes them, and the study has them from then on, not
    /// its spec.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>Short texts by name, by which studies are found; up to 50, of names up to 128 and values up to 256 characters.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Webhooks that are told what happens to the study; up to 8.</summary>
    public IReadOnlyList<NotifySpec>? Notify { get; init; }

    /// <summary>That the trials become runs of the MLflow server that the app is set to; null when they do not.</summary>
    public MlflowSpec? Mlflow { get; init; }

    /// <summary>Where so many studies run at once that it must wait: those of a higher priority start first, of the same one those
    /// that were created first.</summary>
    [Range(-100, 100)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Priority { get; init; }

    /// <summary>What every evaluation receives unless a suggested value replaces it;
    /// where it names parameters that always exist, also the first point.</summary>
    public IReadOnlyDictionary<string, ParameterValue>? Defaults { get; init; }

    /// <summary>What it learns from studies before it; null when nothing. Found out once, when it is created.</summary>
    public WarmStartSpec? WarmStart { get; init; }

    /// <summary>The size of its data, by which similar studies are found; null when that is not known.</summary>
    public DataSpec? Data { get; init; }

    /// <summary>What every evaluation receives, replacing even suggested values.</summary>
    public IReadOnlyDictionary<string, ParameterValue>? Fixed { get; init; }
}
