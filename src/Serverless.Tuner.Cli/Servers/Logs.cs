using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>What a server of the command line logs itself.</summary>
internal static partial class Logs
{
    [LoggerMessage(401, LogLevel.Error, "Studies could not be given new runs.")]
    public static partial void RestartFailed(ILogger logger, Exception exception);

    [LoggerMessage(402, LogLevel.Error, "This server cannot drive the studies although it is its turn.")]
    public static partial void CannotDrive(ILogger logger, Exception exception);

    [LoggerMessage(403, LogLevel.Warning, "The storage did not say which server drives its studies.")]
    public static partial void LeaseUnknown(ILogger logger, Exception exception);
}
