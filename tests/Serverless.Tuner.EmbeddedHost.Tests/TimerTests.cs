using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class TimerTests : OrchestrationTest
{
    private readonly CountingTimeProvider _time = new();

    public TimerTests() => Hosts = new() { Time = _time };

    [Fact]
    public async Task Crontab_FiresOnTheMinute()
    {
        await Hosts.StartAsync(functions: typeof(Minutely));

        await Eventually(() => _time.PendingTimers == 1, "it waits");
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.Empty(Ledger.Lines);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually(() => Ledger.Lines.Count == 1 && _time.PendingTimers == 1, "it has run and waits again");
        _time.Advance(TimeSpan.FromMinutes(5));
        await Eventually(() => Ledger.Lines.Count == 2, "it has run again");

        Assert.Equal(["00:05:00 last 00:00 next 00:10", "00:10:00 last 00:05 next 00:15"], Ledger.Lines);
    }

    [Fact]
    public async Task RunOnStartup_RunsAtOnceAndThenByASettingsSchedule()
    {
        await Hosts.StartAsync(functions: typeof(AtStart), adjust: options => options with
        {
            Settings = new Dictionary<string, string?> { ["Rhythm"] = "0 0 3 * * *" },
        });
        await Eventually(() => Ledger.CountOf("AtStart") == 1 && _time.PendingTimers == 1, "it ran at the start");

        _time.Advance(TimeSpan.FromHours(3));

        await Eventually(() => Ledger.CountOf("AtStart") == 2, "it ran at three");
    }

    [Fact]
    public async Task Schedule_WhoseSettingIsMissing_SaysWhichOne()
    {
        var exception = await Assert.ThrowsAsync<FormatException>(() => Hosts.StartAsync(functions: typeof(AtStart)));

        Assert.Contains("'Rhythm'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LongerThanItsInterval_IsNeverThereTwiceAndAFailureIsNotTheEnd()
    {
        await Hosts.StartAsync(functions: typeof(Slow));
        await Eventually(() => _time.PendingTimers == 1, "it waits");
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually(() => Ledger.CountOf("Slow") == 1, "it runs");

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _time.PendingTimers);
        Ledger.Gate.SetResult();
        await Eventually(() => _time.PendingTimers == 1, "it waits again");
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually(() => Ledger.CountOf("Slow") == 2, "it runs again");

        Assert.Equal(1, Ledger.MostAtOnce);
        Assert.Contains(Hosts.Logs.Lines, line => line.Contains("Timer function 'Slow' failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HostWithoutOrchestrations_RunsNoTimers()
    {
        await Hosts.StartAsync(functions: [typeof(Minutely)], adjust: options => options with { RunOrchestrations = false });

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, _time.PendingTimers);
        Assert.Empty(Ledger.Lines);
    }
}
