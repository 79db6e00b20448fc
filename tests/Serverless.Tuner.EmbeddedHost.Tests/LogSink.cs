using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>Keeps log lines for a test to read.</summary>
public sealed class LogSink : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Category(LogSink sink, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            sink.Lines.Enqueue($"{name}: {formatter(state, exception)}{(exception is null ? "" : " " + exception)}");
    }
}
