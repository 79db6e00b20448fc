using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// What the host has to say, a line each: names of studies and output of programs are in its messages and exceptions. Of a storage
/// that does not answer, which everything that runs has to say something about, one plain line a minute.
/// </summary>
internal sealed class VisibleLogFormatter(TimeProvider time) : ConsoleFormatter(FormatName)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private long? _saidAt;

    /// <summary>The name by which it is chosen.</summary>
    public const string FormatName = "visible";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Exception is { } failure && StorageFailure.IsOutage(failure))
        {
            if (IsToBeSaid()) textWriter.WriteLine("The storage does not answer; studies wait for it.");
            return;
        }

        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = $"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {message} {logEntry.Exception}";
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

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
