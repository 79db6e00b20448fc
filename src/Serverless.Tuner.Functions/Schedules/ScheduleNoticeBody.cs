namespace Serverless.Tuner.Functions.Schedules;

/// <summary>What a webhook of a schedule is told, in the form that Standard Webhooks recommends.</summary>
/// <param name="Type">What happened, as <c>schedule.improved</c>.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Data">The run.</param>
internal sealed record ScheduleNoticeBody(string Type, DateTimeOffset Timestamp, ScheduleNoticeData Data);

/// <summary>The run of which a webhook is told.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Study">The run's study.</param>
/// <param name="Value">The value of its best; where that was evaluated again, the mean.</param>
/// <param name="PromotedValue">The value of what was promoted until then.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record ScheduleNoticeData(string Schedule, string Study, double? Value, double? PromotedValue, string? Reason);
