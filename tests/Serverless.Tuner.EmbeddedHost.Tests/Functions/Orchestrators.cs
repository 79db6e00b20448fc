using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.EmbeddedHost.Tests.Functions;

public sealed class Orchestrators(Ledger ledger)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Function("Sum")]
    public static async Task<int> SumAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var number = 1; number <= context.GetInput<int>(); number++)
            sum += await context.CallActivityAsync<int>("Square", number);
        return sum;
    }

    /// <summary>Keeps a few activities under way and starts the next as soon as one ends; answers with the order of ends.</summary>
    [Function("Refill")]
    public static async Task<List<int>> RefillAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var plan = context.GetInput<RefillPlan>()!;
        var open = new List<Task<int>>();
        var results = new List<int>();
        var next = 0;
        while (results.Count < plan.Count)
        {
            while (open.Count < plan.Width && next < plan.Count)
                open.Add(context.CallActivityAsync<int>(plan.Activity, ++next));
            var ended = await Task.WhenAny(open);
            open.Remove(ended);
            results.Add(await ended);
            context.SetCustomStatus(new { done = results.Count });
        }

        return results;
    }

    [Function("Fan")]
    public static async Task<int> FanAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var squares = await Task.WhenAll(
            Enumerable.Range(1, context.GetInput<int>()).Select(number => context.CallActivityAsync<int>("SquareLater", number)));
        return squares.Sum();
    }

    [Function("Retrying")]
    public static async Task<string> RetryingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var policy = new RetryPolicy(4, Second, backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(3))
        {
            HandleFailure = failure => failure.IsCausedBy<TimeoutException>(),
        };
        var result = await context.CallActivityAsync<string>("FailsUntil", context.GetInput<Flaky>(), TaskOptions.FromRetryPolicy(policy));
        return $"{result} at {context.CurrentUtcDateTime:HH:mm:ss}";
    }

    [Function("Handling")]
    public static async Task<string> HandlingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var handler = TaskOptions.FromRetryHandler(
            retry => retry.LastAttemptNumber < 3 && retry.LastFailure.InnerFailure!.IsCausedBy<IOException>());
        return await context.CallActivityAsync<string>("FailsUntil", context.GetInput<Flaky>(), handler);
    }

    [Function("Catching")]
    public static async Task<string> CatchingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallActivityAsync<string>("FailsUntil", new Flaky("caught", int.MaxValue));
        }
        catch (TaskFailedException exception)
        {
            var details = exception.FailureDetails;
            return $"{exception.TaskName} {details.ErrorType} {details.ErrorMessage} {details.InnerFailure!.ErrorMessage}";
        }
    }

    [Function("Failing")]
    public static Task FailingAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>("FailsUntil", new Flaky("failing", int.MaxValue));

    [Function("Sleeping")]
    public static async Task<string> SleepingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var started = context.CurrentUtcDateTime;
        await context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
        return $"{context.CurrentUtcDateTime - started:g}";
    }

    /// <summary>A timer that is given up as soon as an event comes.</summary>
    [Function("Racing")]
    public static async Task<string> RacingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            return await context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1));
        }
        catch (TaskCanceledException)
        {
            return "too late";
        }
    }

    [Function("Listening")]
    public static async Task<string> ListeningAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await context.WaitForExternalEvent<string>("word");
        var second = await context.WaitForExternalEvent<string>("word");
        await context.WaitForExternalEvent<object?>("done");
        return $"{first} {second} {await context.WaitForExternalEvent<string>("LATE")}";
    }

    /// <summary>Takes in one number a generation, until three are there.</summary>
    [Function("Generations")]
    public static async Task<string> GenerationsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var soFar = context.GetInput<List<int>>()!;
        soFar.Add(await context.WaitForExternalEvent<int>("number"));
        var square = await context.CallActivityAsync<int>("Square", soFar[^1]);
        soFar[^1] = square;
        if (soFar.Count == 3) return string.Join(',', soFar);
        context.ContinueAsNew(soFar);
        return "not this";
    }

    /// <summary>Takes in one number a generation and forgets those that came too early.</summary>
    [Function("Forgetful")]
    public static async Task<int> ForgetfulAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        if (context.GetInput<string>() == "second") return await context.WaitForExternalEvent<int>("number");
        await context.WaitForExternalEvent<object?>("go");
        context.ContinueAsNew("second", preserveUnprocessedEvents: false);
        return 0;
    }

    [Function("Parent")]
    public static async Task<string> ParentAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var sums = await Task.WhenAll(
            context.CallSubOrchestratorAsync<int>("Sum", 2),
            context.CallSubOrchestratorAsync<int>("Sum", 3, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-three")));
        try
        {
            await context.CallSubOrchestratorAsync("Failing");
            return "no failure";
        }
        catch (TaskFailedException exception)
        {
            return $"{string.Join('+', sums)} {exception.TaskName}";
        }
    }

    [Function("Telling")]
    public static async Task TellingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Nothing");
        context.SendEvent(context.GetInput<string>()!, "go", "from a friend");
    }

    /// <summary>Everything at once, for the tests that crash it: activities, a timer, events, a new generation.</summary>
    [Function("Journey")]
    public static async Task<string> JourneyAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var stage = context.GetInput<JourneyStage>()!;
        var first = context.CallActivityAsync<int>("Square", 2);
        var second = context.CallActivityAsync<int>("Square", 3);
        await Task.WhenAny(first, second);
        await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        var sum = stage.Sum + await first + await second;
        sum += await context.WaitForExternalEvent<int>("add");
        context.SetCustomStatus($"stage {stage.Number}");
        if (stage.Number < 2)
        {
            context.ContinueAsNew(new JourneyStage(stage.Number + 1, sum));
            return string.Empty;
        }

        return $"{sum} {await context.CallActivityAsync<string>("Repeat", 3)}";
    }

    /// <summary>Asks for something else each time it is run.</summary>
    [Function("Fickle")]
    public async Task<int> FickleAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(ledger.Count("Fickle") == 1 ? "Square" : "Nothing", 1);
        return await context.CallActivityAsync<int>("SquareLater", 1);
    }

    /// <summary>Awaits what is not durable, which no orchestrator may do: the host's own check is what is tested.</summary>
    [Function("Impatient")]
    public static async Task<string> ImpatientAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Nothing");
#pragma warning disable DURABLE0003 // On purpose, see above.
        // Long enough: what ends at once may have done so before the host looks, and then nothing was awaited.
        await Task.Delay(TimeSpan.FromMilliseconds(200));
#pragma warning restore DURABLE0003
        return "never";
    }

    [Function("Named")]
    public static async Task<string> NamedAsync([OrchestrationTrigger] TaskOrchestrationContext context, string input)
    {
        var before = context.NewGuid();
        await context.CallActivityAsync("Nothing");
        var after = context.NewGuid();
        return $"{input} {before} {after}";
    }

    [Function("Logging")]
    public static async Task LoggingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var logger = context.CreateReplaySafeLogger("toy");
        for (var number = 0; number < 3; number++)
        {
            logger.LogInformation("line {Number}", number);
            await context.CallActivityAsync<int>("Square", number);
        }
    }

    [Function("Large")]
    public static async Task<string> LargeAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var text = await context.CallActivityAsync<string>("Repeat", context.GetInput<int>());
        await context.CallActivityAsync("Nothing");
        return text;
    }

    [Function("Rounds")]
    public static async Task RoundsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        var open = new List<Task>();
        for (var number = 0; number < count; number++)
        {
            if (open.Count == 8) open.Remove(await Task.WhenAny(open));
            open.Add(context.CallActivityAsync("Nothing"));
        }

        await Task.WhenAll(open);
    }
}

public sealed record RefillPlan(int Count, int Width, string Activity = "Square");

public sealed record JourneyStage(int Number, int Sum);
