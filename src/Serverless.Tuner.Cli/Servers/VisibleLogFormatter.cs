using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Log entries of the host as lines. Names of studies and output of programs in them are made visible. An outage of the storage, which
/// many parts log at once, is one plain line a minute.
/// </summary>
internal sealed class VisibleLogFormatter(TimeProvider time) : ConsoleFormatter(FormatName)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly string[] Words = ["trce", "dbug", "info", "warn", "fail", "crit"];
    private readonly Lock _lock = new();
    private long? _saidAt;

    public const string FormatName = "visible";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Exception is { } failure && StorageFailure.IsOutage(failure))
        {
            if (IsToBeSaid()) textWriter.WriteLine("The storage does not answer; studies wait for it.");
            return;
        }

        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = $"{Words[(int)logEntry.LogLevel]}: {logEntry.Category}[{logEntry.EventId.Id}] {message} {logEntry.Exception}";
        textWriter.WriteLine(VisibleText.Line(text.ReplaceLineEndings(" ").TrimEnd()));
    }

    private bool IsToBeSaid()
    {
        lock (_lock)
        {
            if (_saidAt is { } before && time.GetElapsedTime(before) < Pause) return false;
            _saidAt = time.GetTimestamp();
            return true;
        }
    }
}
