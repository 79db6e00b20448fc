using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>What a page is sent, as the browser counts it: heads and bodies, compressed as they come.</summary>
internal sealed class TransferredBytes
{
    private readonly ConcurrentDictionary<string, string> _urls = new();
    private readonly ConcurrentQueue<(string Url, double Bytes)> _answers = new();

    /// <summary>Every answer so far.</summary>
    public IReadOnlyCollection<(string Url, double Bytes)> All => [.. _answers];

    /// <summary>Counts from now on.</summary>
    public static async Task<TransferredBytes> CountAsync(IPage page)
    {
        var counted = new TransferredBytes();
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
            counted._urls[Id(sent)] = sent!.Value.GetProperty("request").GetProperty("url").GetString()!;
        session.Event("Network.loadingFinished").OnEvent += (_, ended) =>
        {
            if (counted._urls.TryGetValue(Id(ended), out var url))
                counted._answers.Enqueue((url, ended!.Value.GetProperty("encodedDataLength").GetDouble()));
        };
        await session.SendAsync("Network.enable");
        return counted;
    }

    private static string Id(JsonElement? what) => what!.Value.GetProperty("requestId").GetString()!;
}
