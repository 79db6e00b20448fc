using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Timers;

/// <summary>Runs each timer function when it is due, and never twice at the same time.</summary>
internal sealed class TimerFunctions : BackgroundService
{
    // Somebody may set the clock meanwhile, and timers do not know of it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly IReadOnlyDictionary<string, object?> NoData = new Dictionary<string, object?>();

    private readonly List<TimerFunction> _functions = [];
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger<TimerFunctions> _logger;

    public TimerFunctions(
        FunctionCatalog catalog,
        IConfiguration configuration,
        IServiceScopeFactory scopes,
        TimeProvider time,
        ILogger<TimerFunctions> logger)
    {
        _scopes = scopes;
        _time = time;
        _logger = logger;
        foreach (var function in catalog.OfKind(FunctionKind.Timer))
        {
            if (function.Trigger.ParameterType != typeof(TimerInfo))
                throw function.Unfit($"its trigger must be a {nameof(TimerInfo)}");
            var trigger = (TimerTriggerAttribute)function.Binding;
            _functions.Add(new(function, new(function, new(function)), trigger, TimerSchedule.Parse(trigger.Schedule, configuration)));
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(_functions.Select(function => RunAsync(function, stoppingToken)));

    private async Task RunAsync(TimerFunction function, CancellationToken stopping)
    {
        var last = default(DateTimeOffset);
        if (function.Trigger.RunOnStartup)
        {
            var now = _time.GetUtcNow();
            await FireAsync(function, last, now, function.Schedule.Next(now), stopping);
            last = now;
        }

        while (!stopping.IsCancellationRequested)
        {
            var due = function.Schedule.Next(_time.GetUtcNow());
            _logger.TimerScheduled(function.Function.Name, due);
            while (due - _time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
                await Task.Delay(WholeMilliseconds(wait < LongestWait ? wait : LongestWait), _time, stopping);
            await FireAsync(function, last, due, function.Schedule.Next(due), stopping);
            last = due;
        }
    }

    /// <summary>Rounded up: a delay is cut down to whole milliseconds, and the last part of one would be a wait of nothing, again and again.</summary>
    private static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds((long)Math.Ceiling(wait.TotalMilliseconds));

    private async Task FireAsync(TimerFunction function, DateTimeOffset last, DateTimeOffset due, DateTimeOffset next, CancellationToken stopping)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var context = new EmbeddedFunctionContext(function.Function, scope.ServiceProvider, NoData, stopping);
            var status = new ScheduleStatus { Last = last.UtcDateTime, Next = next.UtcDateTime, LastUpdated = due.UtcDateTime };
            var info = new TimerInfo { ScheduleStatus = function.Trigger.UseMonitor ? status : null };
            await function.Invoker.InvokeAsync(new(scope.ServiceProvider, context, info));
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The host stops; it is due again after the next start.
        }
        catch (Exception exception)
        {
            _logger.TimerFailed(exception, function.Function.Name);
        }
    }

    private sealed record TimerFunction(FunctionDescriptor Function, FunctionInvoker Invoker, TimerTriggerAttribute Trigger, TimerSchedule Schedule);
}
