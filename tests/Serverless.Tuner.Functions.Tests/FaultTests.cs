using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The whole app on a storage that fails now and then.</summary>
public sealed class FaultTests(TunerApps apps)
{
    [Theory]
    [InlineData(TransportFault.Unavailable, 3)]
    [InlineData(TransportFault.AnswerLost, 4)]
    [InlineData(TransportFault.AnswerLost, 7)]
    [InlineData(TransportFault.NotSent, 5)]
    public async Task Start_EveryFewRequestsFail_EndsWithEveryTrialToldOnce(TransportFault fault, int every)
    {
        var transport = new FaultyTransport((k, _) => ValueTask.FromResult(k > 20 && k % every == 0 ? fault : TransportFault.None));
        await using var app = await TunerApp.StartAsync(apps.ConnectionString, transport);
        var name = $"faulty-{fault}-{every}";
        await app.Client.StartStudyAsync(
            $$"""{"name":"{{name}}","objective":"reports","sampler":"random","trials":40,"parallelism":4,"budget":{"limitUsd":5,"usdPerTrial":0.01} }""");

        var study = await app.EndAsync(name);
        var trials = await app.TrialsAsync(name);

        Assert.Equal(Enumerable.Range(0, 40), trials.Select(t => t.Number));
        Assert.Equal((40, 0, 0), (study.Counts.Complete, study.Counts.Failed, study.Counts.Running));
        Assert.Equal(trials.Sum(t => t.CostUsd), study.Ledger.SpentUsd);
        Assert.Equal(0, study.Ledger.ReservedUsd);
    }

    [Fact]
    public async Task Start_AnOutageOutlastsTheClientsTries_NoTrialFailsForIt()
    {
        var name = "outage";
        // Amid some 900 requests; 40 are four workers, each beyond its seven tries.
        var transport = new FaultyTransport(TransportFault.NotSent, 200..240);
        await using var app = await TunerApp.StartAsync(apps.ConnectionString, transport);
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"reports","sampler":"random","trials":400,"parallelism":4,"maxAttempts":1}""");

        // Who asked meanwhile would be told of the outage.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (transport.Requests < 240) await Task.Delay(10, limit.Token);

        var study = await app.EndAsync(name);
        Assert.Equal((400, 0), (study.Counts.Complete, study.Counts.Failed));
    }
}
