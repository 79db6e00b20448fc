using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class ThroughputTests(ITestOutputHelper output) : OrchestrationTest
{
    [Fact]
    public async Task FanOutOfEight_ManyTimes_ComesToItsEnd()
    {
        const int Activities = 1_000;
        var host = await Hosts.StartAsync();
        await ResultOf<object>(host, "Rounds", 100);
        var watch = Stopwatch.StartNew();

        await ResultOf<object>(host, "Rounds", Activities);

        output.WriteLine($"{Activities / watch.Elapsed.TotalSeconds:F0} activities/s");
    }

    [Fact]
    public async Task Activities_AreMeasuredByFunction()
    {
        var durations = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Name: "tuner.activity.duration", Unit: "ms" }) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, _, tags, _) => durations.Enqueue(tags.ToArray().Single(tag => tag.Key == "function").Value as string));
        listener.Start();
        var host = await Hosts.StartAsync();

        await ResultOf<int>(host, "Sum", 3);

        Assert.True(durations.Count(name => name == "Square") >= 3);
    }
}
