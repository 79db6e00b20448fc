namespace Serverless.Tuner.Functions;

internal static partial class Logs
{
    [LoggerMessage(3, LogLevel.Warning, "The orchestration of study '{Study}' is gone ({Status}); starting a new run.")]
    public static partial void OrchestrationGone(ILogger logger, string study, string status);

    [LoggerMessage(4, LogLevel.Warning, "The worker of trial {Number} of study '{Study}' was lost; the trial will be evaluated again.")]
    public static partial void WorkerLost(ILogger logger, int number, string study);

    [LoggerMessage(5, LogLevel.Error, "Storage failed.")]
    public static partial void StorageFailed(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Information, "The orchestration of study '{Study}' could not be reached.")]
    public static partial void WakeFailed(ILogger logger, string study, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "What other hosts have been asked for could not be looked at.")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "Study '{Study}' cannot go on, and ends.")]
    public static partial void AdvanceFailed(ILogger logger, string study, Exception exception);

    [LoggerMessage(9, LogLevel.Error, "The sweep could not look after study '{Study}'; this is said once.")]
    public static partial void SweepFailed(ILogger logger, string study, Exception exception);

    [LoggerMessage(10, LogLevel.Error, "What is stored cannot be read.")]
    public static partial void Unreadable(ILogger logger, Exception exception);

    [LoggerMessage(11, LogLevel.Error, "Study '{Study}' could not be given a new run.")]
    public static partial void RestartFailed(ILogger logger, string study, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "Study '{Study}' stands still; starting a new run.")]
    public static partial void StandsStill(ILogger logger, string study);

    [LoggerMessage(
        22, LogLevel.Warning,
        "Notice {Id} of study '{Study}' could not be delivered to {Host}, and will be sent again for a day: {Reason}.")]
    public static partial void NoticeFailed(ILogger logger, string id, string study, string host, string reason);

    [LoggerMessage(14, LogLevel.Information, "Notice {Id} of study '{Study}' could not be delivered again: {Reason}.")]
    public static partial void NoticeFailedAgain(ILogger logger, string id, string study, string reason);

    [LoggerMessage(15, LogLevel.Warning, "Notice {Id} of study '{Study}' could not be delivered within a day: {Reason}.")]
    public static partial void NoticeGivenUp(ILogger logger, string id, string study, string reason);

    [LoggerMessage(50, LogLevel.Error, "After the end of study '{Study}' the next could not be let run; the sweep tries again.")]
    public static partial void AdmissionFailed(ILogger logger, string study, Exception exception);

    [LoggerMessage(51, LogLevel.Error, "The sweep failed at budget '{Budget}'; it goes on with the others.")]
    public static partial void BudgetSweepFailed(ILogger logger, string budget, Exception exception);

    [LoggerMessage(52, LogLevel.Warning, "Alert {Id} of budget '{Budget}' could not be delivered: {Reason}.")]
    public static partial void BudgetNoticeFailed(ILogger logger, string id, string budget, string reason);

    [LoggerMessage(60, LogLevel.Error, "What was due could not be looked after; it is tried again in a minute.")]
    public static partial void HousekeepingFailed(ILogger logger, Exception exception);

    [LoggerMessage(61, LogLevel.Warning, "The timer for what is due could not be set; the hourly one comes by.")]
    public static partial void TimerNotSet(ILogger logger, Exception exception);

    [LoggerMessage(13, LogLevel.Error, "The orchestration of study '{Study}' has failed too often; the study ends: {Error}")]
    public static partial void RunsFailed(ILogger logger, string study, string error);

    [LoggerMessage(30, LogLevel.Error, "Schedule '{Schedule}' could not be driven; it is tried again in a minute.")]
    public static partial void ScheduleFailed(ILogger logger, string schedule, Exception exception);

    [LoggerMessage(
        31, LogLevel.Warning,
        "Notice {Id} of schedule '{Schedule}' could not be delivered to {Host}, and will be sent again for a day: {Reason}.")]
    public static partial void ScheduleNoticeFailed(ILogger logger, string id, string schedule, string host, string reason);

    [LoggerMessage(32, LogLevel.Warning, "Notice {Id} of schedule '{Schedule}' could not be delivered within a day: {Reason}.")]
    public static partial void ScheduleNoticeGivenUp(ILogger logger, string id, string schedule, string reason);

    [LoggerMessage(
        70, LogLevel.Warning, "Study '{Study}' could not be sent to the MLflow server, and is tried again: {Reason}.")]
    public static partial void MlflowFailed(ILogger logger, string study, string reason);

    [LoggerMessage(71, LogLevel.Warning, "Study '{Study}' could not be sent to the MLflow server within a day: {Reason}.")]
    public static partial void MlflowGivenUp(ILogger logger, string study, string reason);
}
