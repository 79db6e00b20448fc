using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Serverless.Tuner.Outbound;

/// <summary>Asks again when a target is busy or cannot be reached: three times, and when it says so itself, if that is soon.</summary>
internal static class OutboundRetries
{
    /// <summary>How long a single try may take until the answer begins.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> TimeoutOfTry = new("tuner.timeout");

    /// <summary>Whether a request is not to be sent again.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsOnlyOnce = new("tuner.once");

    private const int Retries = 3;

    /// <summary>A target that asks for a longer wait is not waited for: whoever calls comes again by its own rules.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(500);

    public static HttpMessageHandler Around(HttpMessageHandler inner, TimeProvider time)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = s_firstWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = true,
                ShouldHandle = args => ValueTask.FromResult(!IsOnce(args.Context) && ShouldRetry(args.Outcome, time)),
            })
            .AddTimeout(new HttpTimeoutStrategyOptions { TimeoutGenerator = args => ValueTask.FromResult(TimeoutOf(args.Context)) })
            .Build();
        return new ResilienceHandler(pipeline) { InnerHandler = inner };
    }

    private static bool IsOnce(ResilienceContext context) =>
        context.GetRequestMessage()!.Options.TryGetValue(IsOnlyOnce, out var isOnce) && isOnce;

    private static TimeSpan TimeoutOf(ResilienceContext context) =>
        context.GetRequestMessage()!.Options.TryGetValue(TimeoutOfTry, out var timeout) ? timeout : s_longestWait;

    private static bool ShouldRetry(Outcome<HttpResponseMessage> outcome, TimeProvider time)
    {
        if (outcome.Exception is { } failure) return failure is HttpRequestException { InnerException: not OutboundRefusedException };
        var after = WaitOf(outcome.Result!, time);
        if (after > s_longestWait) return false;
        return outcome.Result!.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            || (outcome.Result.StatusCode >= HttpStatusCode.InternalServerError && after is not null);
    }

    private static TimeSpan? WaitOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
