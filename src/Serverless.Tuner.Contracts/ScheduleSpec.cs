using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>When a study is started again and again, and when what it finds is promoted; in its normalised form.</summary>
public sealed record ScheduleSpec
{
    /// <summary>How much better a point must be to be promoted, and how much worse to be told, when nothing is said: a hundredth of the
    /// promoted value.</summary>
    public const string DefaultMargin = "1%";

    /// <summary>The schedule's name, by the same rule as that of a study.</summary>
    public required string Name { get; init; }

    /// <summary>When: a cron expression of five fields (minute, hour, day of the month, month, day of the week).</summary>
    public required string Cron { get; init; }

    /// <summary>The time zone in which the expression is meant, by its IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What becomes of a slot that is due while a run goes on.</summary>
    public ScheduleOverlap Overlap { get; init; }

    /// <summary>What becomes of slots that were missed because the app was down.</summary>
    public ScheduleCatchUp CatchUp { get; init; }

    /// <summary>Whether slots are started at all; those that pass meanwhile are not made up for.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How much better a new point must be to be promoted: a number in the value's unit, or a share of the promoted value as
    /// <c>"1%"</c>, which is the default.</summary>
    public ParameterValue? PromoteAbove { get; init; }

    /// <summary>How much worse a run's best must be than the promoted point for webhooks to be told <c>worse</c>; by default the same as
    /// <see cref="PromoteAbove"/>.</summary>
    public ParameterValue? WorseBy { get; init; }

    /// <summary>How often the new and the promoted point are evaluated against each other; each pair must be won. Objectives that are
    /// <c>deterministic</c> need none.</summary>
    [Range(1, 20)]
    public int Reevaluate { get; init; } = 5;

    /// <summary>Webhooks that are told what comes of the runs; up to 8.</summary>
    public IReadOnlyList<ScheduleNotifySpec>? Notify { get; init; }

    /// <summary>The study that each run is, its name with the slot in it: <c>churn-{yyyyMMdd-HHmm}</c>, in UTC.</summary>
    public required StudySpec Study { get; init; }
}
