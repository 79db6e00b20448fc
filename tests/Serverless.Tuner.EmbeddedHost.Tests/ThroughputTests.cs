using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class ThroughputTests(AzuriteFixture azurite, ITestOutputHelper output) : OrchestrationTest(azurite)
{
    [Fact]
    public async Task FanOutOfEight_AsksTheStorageAtMostOnceAnActivity()
    {
        const int Activities = 1_000;
        var way = new FlakyHandler();
        var host = await Hosts.StartAsync(way: way);
        await ResultOf<object>(host, "Rounds", 100);
        var before = way.Requests;
        var watch = Stopwatch.StartNew();

        await ResultOf<object>(host, "Rounds", Activities);

        var requests = (double)(way.Requests - before) / Activities;
        output.WriteLine($"{Activities / watch.Elapsed.TotalSeconds:F0} activities/s, {requests:F2} storage requests an activity");
        Assert.InRange(requests, 0, 1.02);
    }

    [Fact]
    public async Task Activities_AreMeasuredByFunction()
    {
        var durations = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Name: "tuner.activity.duration", Unit: "ms" })
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => durations.Enqueue(tags.ToArray().Single(tag => tag.Key == "function").Value as string));
        listener.Start();
        var host = await Hosts.StartAsync();

        await ResultOf<int>(host, "Sum", 3);

        Assert.True(durations.Count(name => name == "Square") >= 3);
    }
}
