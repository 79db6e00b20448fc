using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>A trace of Chromium, as its developer tools record it.</summary>
internal sealed class Trace
{
    private readonly ICDPSession _session;
    private readonly ConcurrentQueue<JsonElement> _events = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Trace(ICDPSession session) => _session = session;

    /// <summary>Begins to record a page.</summary>
    public static async Task<Trace> StartAsync(IPage page)
    {
        var trace = new Trace(await page.Context.Browser!.NewBrowserCDPSessionAsync());
        trace._session.Event("Tracing.dataCollected").OnEvent += (_, data) =>
        {
            foreach (var one in data!.Value.GetProperty("value").EnumerateArray()) trace._events.Enqueue(one.Clone());
        };
        trace._session.Event("Tracing.tracingComplete").OnEvent += (_, _) => trace._complete.TrySetResult();
        await trace._session.SendAsync("Tracing.start", new() { ["categories"] = "toplevel,devtools.timeline,__metadata" });
        return trace;
    }

    /// <summary>Ends it. How long the longest task of a page's main thread was, in milliseconds: no frame comes meanwhile.</summary>
    public async Task<double> LongestTaskAsync()
    {
        await _session.SendAsync("Tracing.end");
        await _complete.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var mains = _events
            .Where(e => Is(e, "thread_name") && e.GetProperty("args").GetProperty("name").GetString() == "CrRendererMain")
            .Select(Thread).ToHashSet();
        if (Environment.GetEnvironmentVariable("TUNER_TRACE") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(_events));
        return _events.Where(e => Is(e, "ThreadControllerImpl::RunTask") || Is(e, "RunTask"))
            .Where(e => mains.Contains(Thread(e)) && e.TryGetProperty("dur", out _))
            .Select(e => e.GetProperty("dur").GetDouble() / 1000).DefaultIfEmpty(0).Max();
    }

    private static bool Is(JsonElement one, string name) => one.GetProperty("name").ValueEquals(name);

    private static (int, int) Thread(JsonElement one) => (one.GetProperty("pid").GetInt32(), one.GetProperty("tid").GetInt32());
}
