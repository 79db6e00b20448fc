using System.Globalization;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Planning;

/// <summary>How many trials a study will have, how long it takes, and what it costs: each as a range, and with its source.</summary>
internal sealed class PlanFigures
{
    private readonly StudySpec _spec;
    private readonly PlanEvidence _evidence;
    private readonly double? _groupUsd;

    /// <param name="spec">The study.</param>
    /// <param name="evidence">What is known of its objective.</param>
    /// <param name="points">How many points there are to try; null when they are not counted.</param>
    /// <param name="groupUsd">What the budget that it shares has left, in US dollars; null where it shares none.</param>
    public PlanFigures(StudySpec spec, PlanEvidence evidence, long? points, double? groupUsd)
    {
        (_spec, _evidence, _groupUsd) = (spec, evidence, groupUsd);
        TrialSeconds = SecondsOf();
        CostPerTrial = CostOf();
        var wanted = spec.Deterministic && points < spec.Trials ? (int)points : spec.Trials;
        ByMoney = Paid(CostPerTrial);
        ByTime = Timed(TrialSeconds);
        var expected = Least(wanted, ByMoney?.Expected, ByTime?.Expected);
        Trials = new PlannedTrialsView
        {
            Asked = spec.Trials,
            Expected = expected,
            Low = Least(wanted, ByMoney?.Low, ByTime?.Low),
            High = Least(wanted, ByMoney?.High, ByTime?.High),
            LimitedBy = expected switch
            {
                _ when expected == wanted => wanted < spec.Trials ? "space" : "trials",
                _ when expected == ByMoney?.Expected => "budget",
                _ => "timeout",
            },
        };
        Cost = Total(CostPerTrial, Limit);
        Duration = Total(TrialSeconds, spec.TimeoutSeconds, Parallel);
    }

    public PlannedTrialsView Trials { get; }

    public PlannedRangeView? CostPerTrial { get; }

    public PlannedRangeView? Cost { get; }

    public PlannedRangeView? TrialSeconds { get; }

    public PlannedRangeView? Duration { get; }

    /// <summary>How many trials the money pays for; null without a limit, or where nothing is known of what one costs.</summary>
    public (int Low, int Expected, int High)? ByMoney { get; }

    /// <summary>How many trials fit into the study's time, likewise.</summary>
    public (int Low, int Expected, int High)? ByTime { get; }

    /// <summary>Whether the shared budget has less left than the study's own limit.</summary>
    public bool IsGroupLess => _groupUsd is { } left && !((double?)_spec.Budget?.LimitUsd <= left);

    private double? Limit => IsGroupLess ? _groupUsd : (double?)_spec.Budget?.LimitUsd;

    private int Parallel => Math.Min(_spec.Parallelism, _spec.Trials);

    private PlannedRangeView? SecondsOf()
    {
        var limit = _spec.TrialTimeoutSeconds ?? double.MaxValue;
        if (_evidence.Seconds is not { } known) return null;
        return Range(known, 1, limit, $"how long {Described(known)} took");
    }

    private PlannedRangeView? CostOf()
    {
        if (_spec.Budget is not { } budget) return _evidence.Cost is { } free ? Reported(free) : null;
        var meter = Meter.Of(budget);
        var isReported = Meter.CountsReported(budget);
        if (meter is { ChargesTime: false } && !isReported)
            return Exactly((double)meter.Charge(TimeSpan.Zero).Usd, "the price of a trial");
        if (meter is not null && !isReported && _evidence.Seconds is { } seconds)
            return Metered(meter, seconds);
        if (_evidence.Cost is { } cost) return Reported(cost);
        if (budget.ExpectedUsd is { } expected) return Exactly((double)expected, "expectedUsd");
        if (meter is not null && !isReported && _spec.TrialTimeoutSeconds is { } timeout)
        {
            var most = (double)meter.Charge(TimeSpan.FromSeconds(timeout)).Usd;
            return new PlannedRangeView
            {
                Low = (double)meter.Charge(TimeSpan.Zero).Usd,
                Expected = most,
                High = most,
                Source = "the meter, if each trial takes all of trialTimeoutSeconds",
            };
        }

        return null;
    }

    private PlannedRangeView Metered(Meter meter, MemoryFigures seconds)
    {
        return new PlannedRangeView
        {
            Low = Charge(seconds.Low),
            Expected = Charge(seconds.Median),
            High = Charge(seconds.High),
            Source = $"the meter, with how long {Described(seconds)} took",
        };

        double Charge(double length) => (double)meter.Charge(
            TimeSpan.FromSeconds(Math.Min(length, _spec.TrialTimeoutSeconds ?? double.MaxValue))).Usd;
    }

    private PlannedRangeView Reported(MemoryFigures cost) => Range(cost, 1e-6, double.MaxValue, $"what {Described(cost)} cost");

    private string Described(MemoryFigures figures) => string.Create(
        CultureInfo.InvariantCulture, $"{figures.Count} {(figures.Count == 1 ? "trial" : "trials")} of study {_evidence.Entry!.Name}");

    private static PlannedRangeView Range(MemoryFigures figures, double unit, double most, string source) => new()
    {
        Low = Math.Min(most, unit * figures.Low),
        Expected = Math.Min(most, unit * figures.Median),
        High = Math.Min(most, unit * figures.High),
        Source = source,
    };

    private static PlannedRangeView Exactly(double value, string source) =>
        new() { Low = value, Expected = value, High = value, Source = source };

    private (int Low, int Expected, int High)? Paid(PlannedRangeView? cost)
    {
        return Limit is { } limit && cost is not null ? (Count(cost.High), Count(cost.Expected), Count(cost.Low)) : null;

        // A little more, so that 0.3 pays for three trials of 0.1.
        int Count(double each) => each > 0 ? (int)Math.Min(int.MaxValue, Math.Floor((limit / each) + 1e-9)) : int.MaxValue;
    }

    private (int Low, int Expected, int High)? Timed(PlannedRangeView? seconds)
    {
        return _spec.TimeoutSeconds is { } limit && seconds is not null
            ? (Count(seconds.High), Count(seconds.Expected), Count(seconds.Low))
            : null;

        int Count(double each) => each > 0 ? (int)Math.Min(int.MaxValue, Math.Floor((limit / each) + 1e-9) * Parallel) : int.MaxValue;
    }

    private PlannedRangeView? Total(PlannedRangeView? each, double? most, int atOnce = 1)
    {
        return each is null ? null : new PlannedRangeView
        {
            Low = Sum(each.Low, Trials.Expected),
            Expected = Sum(each.Expected, Trials.Expected),
            High = Sum(each.High, Trials.High),
            Source = each.Source,
        };

        double Sum(double one, int trials) => Math.Min(one * Math.Ceiling(trials / (double)atOnce), most ?? double.MaxValue);
    }

    private static int Least(int wanted, int? byMoney, int? byTime) => Math.Min(wanted, Math.Min(byMoney ?? wanted, byTime ?? wanted));
}
