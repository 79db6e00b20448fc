using System.Text.Json;
using Microsoft.Playwright;

namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>A table that was scrolled, by the wheel and to its end.</summary>
/// <param name="LongestTask">The longest task of the page's main thread, in milliseconds.</param>
/// <param name="LongestGap">The longest time between two frames, in milliseconds.</param>
/// <param name="SecondsToEnd">How long it took until the last row was there.</param>
/// <param name="HeapMegabytes">What the page's scripts hold.</param>
/// <param name="ProcessMegabytes">What its process holds for itself.</param>
internal sealed record Scroll(
    double LongestTask, double LongestGap, double SecondsToEnd, double HeapMegabytes, double ProcessMegabytes)
{
    private const int WheelTurns = 120;

    private const string WatchFrames = """
        () => {
            window.gap = 0;
            let last = performance.now();
            const frame = now => {
                window.gap = Math.max(window.gap, now - last);
                last = now;
                requestAnimationFrame(frame);
            };
            requestAnimationFrame(now => { last = now; requestAnimationFrame(frame); });
        }
        """;

    private const string LastRow = """
        () => {
            const table = document.querySelector('.vtable');
            table.scrollTop = table.scrollHeight;
            const rows = document.querySelectorAll('.vbody .vrow');
            const last = rows[rows.length - 1];
            return rows.length > 0 && !document.querySelector('.vbody .vrow.loading')
                && Number(last.getAttribute('aria-rowindex')) === Number(table.getAttribute('aria-rowcount'));
        }
        """;

    /// <summary>Scrolls the table of trials of a page.</summary>
    public static async Task<Scroll> RunAsync(BenchBrowser browser, IPage page)
    {
        page.SetDefaultTimeout(120_000);
        await page.Locator(".vbody .vrow:not(.loading)").First.WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')");
        var table = (await page.Locator(".vtable").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(table.X + (table.Width / 2), table.Y + (table.Height / 2));
        var trace = await Trace.StartAsync(page);
        await page.EvaluateAsync(WatchFrames);
        for (var i = 0; i < WheelTurns; i++) await page.Mouse.WheelAsync(0, 500);
        var begun = TimeProvider.System.GetTimestamp();
        await page.WaitForFunctionAsync(LastRow);
        var toEnd = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        for (var i = 0; i < WheelTurns; i++) await page.Mouse.WheelAsync(0, -900);
        var gap = await page.EvaluateAsync<double>("() => window.gap");
        var longest = await trace.LongestTaskAsync();
        var (heap, process) = await MemoryAsync(browser, page);
        return new(longest, gap, toEnd, heap, process);
    }

    private static async Task<(double Heap, double Process)> MemoryAsync(BenchBrowser browser, IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        await session.SendAsync("Performance.enable");
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray();
        var heap = metrics.First(m => m.GetProperty("name").GetString() == "JSHeapUsedSize").GetProperty("value").GetDouble();
        var whole = await browser.Browser.NewBrowserCDPSessionAsync();
        var processes = (await whole.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray();
        var renderers = processes.Where(p => p.GetProperty("type").GetString() == "renderer").Select(p => p.GetProperty("id").GetInt32());
        return (heap / 1048576, renderers.Select(PrivateMegabytes).DefaultIfEmpty(0).Max());
    }

    /// <summary>What a process shares with no other; where the system does not say it, nothing.</summary>
    private static double PrivateMegabytes(int process)
    {
        var file = $"/proc/{process}/smaps_rollup";
        if (!File.Exists(file)) return 0;
        return File.ReadLines(file)
            .Where(line => line.StartsWith("Private_Clean", StringComparison.Ordinal)
                || line.StartsWith("Private_Dirty", StringComparison.Ordinal))
            .Sum(line => double.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture)) / 1024;
    }
}
