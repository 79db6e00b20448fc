namespace Serverless.Tuner.Functions.Notifying;

/// <summary>How a study stood when something happened to it.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="StopReason">Why it ended; null while it ran.</param>
/// <param name="Error">What went wrong; null when nothing did.</param>
/// <param name="TrialsRun">How many trials had ended.</param>
/// <param name="BestTrial">The best of them (one direction only).</param>
/// <param name="BestValue">Its value.</param>
/// <param name="SpentUsd">What they had cost.</param>
/// <param name="LimitUsd">What the study may cost.</param>
internal sealed record NoticeData(
    string Study, Guid? Id, StopReason? StopReason, string? Error, int TrialsRun, int? BestTrial, double? BestValue, decimal SpentUsd,
    decimal? LimitUsd);
