using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Functions.Tests.Telemetry;

/// <summary>What the app counts.</summary>
[Collection(nameof(ObservedApp))]
public sealed partial class MeterTests(ObservedApp observed)
{
    private TunerApp App => observed.App;

    [Fact]
    public async Task Study_ThatEnds_IsCountedByTrialsSuggestionsMoneyAndRequests()
    {
        var (trials, failed) = (Sum("tuner.trials", "qmc", "complete"), Sum("tuner.trials", "qmc", "failed"));
        var (spent, requests, suggested) = (Sum("tuner.spend.usd", "qmc"), Sum("tuner.storage.requests"), Suggestions());
        await App.Client.StartStudyAsync("""{"name":"meter-cost","objective":"costly","trials":4,"sampler":"qmc","budget":{"limitUsd":9,"reported":true}}""");
        await App.EndAsync("meter-cost");
        await App.Client.StartStudyAsync("""{"name":"meter-half","objective":"half-fails","trials":3,"sampler":"qmc","maxAttempts":1}""");
        await App.EndAsync("meter-half");

        Assert.Equal((trials + 5, failed + 2), (Sum("tuner.trials", "qmc", "complete"), Sum("tuner.trials", "qmc", "failed")));
        Assert.Equal(spent + 1.2, Sum("tuner.spend.usd", "qmc"), 6);
        Assert.Equal(suggested + 7, Suggestions());
        Assert.True(Sum("tuner.storage.requests") > requests);
        Assert.Contains(observed.Meter("tuner.storage.requests"), point => Is(point, "service", "table"));

        long Suggestions() =>
            observed.Meter("tuner.suggest.duration").Where(point => Is(point, "sampler", "qmc")).Sum(point => point.GetHistogramCount());
    }

    [Fact]
    public async Task Study_ThatRuns_IsCountedByWhatRunsAndWhatIsLeftOfItsMoney()
    {
        await App.Client.StartStudyAsync(
            """{"name":"meter-runs","objective":"gated","trials":2,"parallelism":2,"budget":{"limitUsd":1,"usdPerTrial":0.125}}""");
        await App.UntilAsync("meter-runs", study => study.Counts.Running == 2);
        await UntilAsync(() => Sum("tuner.trials.running") == 2);
        Assert.Equal(0.75, Assert.Single(observed.Meter("tuner.budget.remaining")).GetGaugeLastValueDouble(), 6);

        TestObjectives.Gates.GetOrAdd("meter-runs", _ => new TaskCompletionSource()).SetResult();
        await App.EndAsync("meter-runs");

        await UntilAsync(() => Sum("tuner.trials.running") == 0);
    }

    [Fact]
    public async Task Meters_HaveUnitsAndDescriptions_AndNameNoStudy()
    {
        await App.Client.StartStudyAsync("""{"name":"meter-names","objective":"number","trials":1}""");
        await App.EndAsync("meter-names");

        Assert.Equal(
            [
                "tuner.budget.remaining {USD}", "tuner.spend.usd {USD}", "tuner.storage.requests {request}", "tuner.suggest.duration s",
                "tuner.trials {trial}", "tuner.trials.running {trial}",
            ],
            Instruments().Select(instrument => $"{instrument.Name} {instrument.Unit}").Order(StringComparer.Ordinal));
        Assert.All(Instruments(), instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));
        foreach (var instrument in Instruments())
            foreach (var point in observed.Meter(instrument.Name))
                foreach (var tag in point.Tags)
                    Assert.Contains(tag.Key, (string[])["sampler", "state", "service", "method"]);
    }

    /// <summary>What the workbook and the documentation name is there, and what is there is documented.</summary>
    [Theory]
    [InlineData("infra", "workbook.json")]
    [InlineData("docs", "observability.md")]
    public void Meters_AreThoseThatAreDrawnAndDocumented(string folder, string file)
    {
        var text = File.ReadAllText(Path.Combine(TestKit.Repository.Root, folder, file));
        if (file.EndsWith(".json", StringComparison.Ordinal)) System.Text.Json.JsonDocument.Parse(text).Dispose();
        var named = MeterName().Matches(text).Select(match => match.Value).Distinct();

        Assert.Equal(
            Instruments().Select(instrument => instrument.Name).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>Those of the tuner itself; the embedded host has one of the same meter.</summary>
    private static Instrument[] Instruments()
    {
        var all = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => all.Add(instrument) };
        TunerMeters.CountRunning()?.Dispose();
        listener.Start();
        return [.. all.Where(i => i.Meter.Name == TunerTelemetry.Name && i.Name != "tuner.activity.duration")];
    }

    private double Sum(string name, string? sampler = null, string? state = null) => observed.Meter(name)
        .Where(point => (sampler is null || Is(point, "sampler", sampler)) && (state is null || Is(point, "state", state)))
        .Sum(point => name == "tuner.spend.usd" ? point.GetSumDouble() : point.GetSumLong());

    private static bool Is(MetricPoint point, string tag, string value)
    {
        foreach (var (key, found) in point.Tags)
            if (key == tag) return found as string == value;
        return false;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition()) await Task.Delay(20, patience.Token);
    }

    [GeneratedRegex(@"tuner\.(?:trials|suggest|spend|budget|storage)(?:\.[a-z]+)*")]
    private static partial Regex MeterName();
}
