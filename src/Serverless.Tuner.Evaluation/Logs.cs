using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.Evaluation;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Warning, "Attempt {Attempt} at trial {Number} of study '{Study}' failed.")]
    public static partial void AttemptFailed(ILogger logger, int number, string study, int attempt, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The objective of study '{Study}' does not end although trial {Number} was cancelled; it goes on "
        + "in the background.")]
    public static partial void ObjectiveIgnoresCancellation(ILogger logger, string study, int number);

    [LoggerMessage(5, LogLevel.Error, "Storage failed.")]
    public static partial void StorageFailed(ILogger logger, Exception exception);
}
