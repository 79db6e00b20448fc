using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>What the host has to say, a line each: names of studies and output of programs are in its messages and exceptions.</summary>
internal sealed class VisibleLogFormatter() : ConsoleFormatter(FormatName)
{
    /// <summary>The name by which it is chosen.</summary>
    public const string FormatName = "visible";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = $"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {message} {logEntry.Exception}";
        textWriter.WriteLine(VisibleText.Line(text.ReplaceLineEndings(" ").TrimEnd()));
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
