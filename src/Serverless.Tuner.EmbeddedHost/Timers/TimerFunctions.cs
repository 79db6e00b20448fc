using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Timers;

/// <summary>Runs each timer function when it is due, and never twice at the same time.</summary>
internal sealed class TimerFunctions(
    FunctionCatalog catalog, IConfiguration configuration, IServiceScopeFactory scopes, TimeProvider time, ILogger<TimerFunctions> logger)
    : BackgroundService
{
    // The clock may be set meanwhile, and timers do not know of it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly List<TimerFunction> _functions =
        [.. catalog.TriggeredBy<TimerTriggerAttribute>().Select(function => TimerFunction.Of(function, configuration))];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_functions.Select(function => RunAsync(function, stoppingToken)));

    private async Task RunAsync(TimerFunction function, CancellationToken stopping)
    {
        var last = default(DateTimeOffset);
        if (function.Trigger.RunOnStartup)
        {
            var now = time.GetUtcNow();
            await FireAsync(function, last, now, stopping);
            last = now;
        }

        while (!stopping.IsCancellationRequested)
        {
            var due = function.Schedule.Next(time.GetUtcNow());
            logger.TimerScheduled(function.Function.Name, due);
            while (due - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
                await Task.Delay(WholeMilliseconds(wait < LongestWait ? wait : LongestWait), time, stopping);
            await FireAsync(function, last, due, stopping);
            last = due;
        }
    }

    /// <summary>Rounded up: a delay is cut down to whole milliseconds, and the
    /// last part of one would be a wait of nothing, again and again.</summary>
    private static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds((long)Math.Ceiling(wait.TotalMilliseconds));

    private async Task FireAsync(TimerFunction function, DateTimeOffset last, DateTimeOffset due, CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var next = function.Schedule.Next(due);
            var status = new ScheduleStatus { Last = last.UtcDateTime, Next = next.UtcDateTime, LastUpdated = due.UtcDateTime };
            await function.Invoker.InvokeAsync(
                new EmbeddedFunctionContext(function.Function, scope.ServiceProvider, stopping),
                new TimerInfo { ScheduleStatus = function.Trigger.UseMonitor ? status : null });
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The host stops; the function is due again after the next start.
        }
        catch (Exception exception)
        {
            logger.TimerFailed(exception, function.Function.Name);
        }
    }

    private sealed record TimerFunction(
        FunctionDescriptor Function, FunctionInvoker Invoker, TimerTriggerAttribute Trigger, TimerSchedule Schedule)
    {
        public static TimerFunction Of(FunctionDescriptor function, IConfiguration configuration)
        {
            var trigger = (TimerTriggerAttribute)function.Binding;
            return new(function, new(function), trigger, TimerSchedule.Parse(trigger.Schedule, configuration));
        }
    }
}
