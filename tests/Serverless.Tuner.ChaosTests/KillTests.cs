using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Proxy;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.EndToEnd;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests;

/// <summary>The host is killed while the storage is faulty, and the storage while the host works.</summary>
public sealed class KillTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<int> Seeds => Suite.IsLong ? [1, 2, 3] : [1];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Host_KilledOnAFaultyStorage_StudyEndsRight(int seed)
    {
        var (trials, kills) = Suite.IsLong ? (60, 15) : (24, 3);
        var name = $"killed-{seed}";
        await using var proxy = await FaultProxy.StartAsync(azurite.Process);
        proxy.Plan = new FaultRates(seed) { FailureRate = 0.1, ConflictRate = 0.05, Latency = TimeSpan.FromMilliseconds(10) }.Plan;
        var data = Directory.CreateTempSubdirectory("tuner-chaos-");
        var tables = new Tables(azurite.Process);
        var random = new Random(seed);
        var server = Serve();
        try
        {
            await StartStudyAsync(server, MeteredProcesses(name, trials, seed));
            for (var kill = 1; kill <= kills; kill++)
            {
                var told = kill * trials / (kills + 2);
                await tables.UntilAsync(name, row => Tables.Told(row) >= told, Patience);
                // Somewhere in the middle of what comes next.
                await Task.Delay(random.Next(0, 200));
                await server.Process.KillAsync();
                await server.Process.DisposeAsync();
                server = Serve();
            }

            await tables.UntilEndedAsync(name, Patience);
        }
        finally
        {
            await server.Process.DisposeAsync();
            data.Delete(recursive: true);
        }

        var (study, rows) = await tables.CheckEndedAsync(name, trials);
        Assert.All(rows, t => Assert.True(t.Cost > Money.Zero));
        Assert.True(rows.Sum(t => t.Losses) > 0, "no kill hit a trial that ran");
        Assert.Empty(proxy.Recording.RetriesOfRefused());
        output.WriteLine(
            $"chaos: host killed {kills} times on a faulty storage, seed {seed}: {trials} trials in {rows.Sum(t => t.Attempt)} attempts, "
            + $"{rows.Sum(t => t.Losses)} lost to the kills; {proxy.Recording.Summary()}");

        (TunerProcess Process, TunerClient Client) Serve()
        {
            var port = TunerProcess.FreePort();
            var client = TunerProcess.Client(port, data.FullName, TimeSpan.FromSeconds(60));
            return (TunerProcess.Start("serve", "--port", $"{port}", "--data", data.FullName, "--connection", proxy.ConnectionString),
                client);
        }
    }

    /// <summary>What ran is evaluated again at once: the next server knows that
    /// the one before is dead, and waits for no lease of its trials.</summary>
    [Fact]
    public async Task Host_Killed_StudyGoesOnAsSoonAsTheNextServes()
    {
        const int Trials = 80;
        var kills = Suite.IsLong ? 20 : 3;
        var data = Directory.CreateTempSubdirectory("tuner-chaos-");
        var tables = new Tables(azurite.Process);
        var waits = new List<TimeSpan>();
        var server = Serve();
        try
        {
            await StartStudyAsync(server, MeteredProcesses("resumed", Trials, seed: 4));
            for (var kill = 1; kill <= kills; kill++)
            {
                await tables.UntilAsync("resumed", row => Tables.Told(row) >= kill * Trials / (kills + 2), Patience);
                await server.Process.KillAsync();
                await server.Process.DisposeAsync();
                var told = Tables.Told((await tables.StudyRowAsync("resumed"))!);
                server = Serve();
                await server.Process.ReadyAsync(server.Client);
                var watch = Stopwatch.StartNew();
                await tables.UntilAsync("resumed", row => Tables.Told(row) > told, Patience);
                waits.Add(watch.Elapsed);
            }

            await tables.UntilEndedAsync("resumed", Patience);
        }
        finally
        {
            await server.Process.DisposeAsync();
            data.Delete(recursive: true);
        }

        var (_, rows) = await tables.CheckEndedAsync("resumed", Trials);
        Assert.True(rows.Sum(t => t.Losses) > 0, "no kill hit a trial that ran");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"chaos: host killed {kills} times: {rows.Sum(t => t.Losses)} trials lost; the next trial was told "
            + $"{waits.Max().TotalSeconds:F2} s after the next start at the latest"));
        // A sweep comes by once a minute, and a lost worker is missed after one: it waited for neither.
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(Suite.IsLong ? 2 : 10)));

        (TunerProcess Process, TunerClient Client) Serve()
        {
            var port = TunerProcess.FreePort();
            return (
                TunerProcess.Start("serve", "--port", $"{port}", "--data", data.FullName, "--connection", azurite.Process.ConnectionString),
                TunerProcess.Client(port, data.FullName));
        }
    }

    /// <summary>Azurite ends as it does when it is asked to, and comes back with its data; the host waits for it.</summary>
    [Fact]
    public async Task Azurite_StoppedAndStartedAgain_StudyGoesOn()
    {
        var (trials, stops) = Suite.IsLong ? (200, 5) : (40, 1);
        await using var own = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var objective = new ChaosObjective(TimeSpan.FromMilliseconds(40));
        await using var app = await ChaosApp.StartAsync(
            own.ConnectionString, services => services.AddSingleton(new NamedObjective(ChaosObjective.Name, objective)));
        var tables = new Tables(own);
        await app.StartStudyAsync(Suite.Study("stopped", trials, parallelism: 4));
        var away = new Stopwatch();

        for (var stop = 1; stop <= stops; stop++)
        {
            var told = stop * trials / (stops + 1);
            await tables.UntilAsync("stopped", row => Tables.Told(row) >= told);
            away.Start();
            await own.RestartAsync();
            away.Stop();
        }

        await tables.UntilEndedAsync("stopped", Patience);
        var (study, rows) = await tables.CheckEndedAsync("stopped", trials);
        Assert.Equal(rows.Count(t => ChaosObjective.Fails(t.Number)), study.Failed);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"chaos: Azurite stopped and started {stops} times, away {away.Elapsed.TotalSeconds:F1} s in all: {trials} trials, "
            + $"{objective.Evaluations} evaluations, {rows.Sum(t => t.Losses)} taken over"));
    }

    /// <summary>
    /// A power cut: host and Azurite are gone at once. Azurite keeps its tables in memory and saves them every five seconds; what
    /// it had answered since is lost, and with it up to five seconds of the study: trials that ended then are evaluated again, and
    /// what they cost then is in no ledger. What is there fits together: all tables are saved at the same moment.
    /// </summary>
    [Fact]
    public async Task PowerCut_StudyGoesOnFromTheLastSave()
    {
        var (trials, cuts) = Suite.IsLong ? (400, 3) : (150, 1);
        await using var own = await AzuriteProcess.StartAsync(inMemoryPersistence: false);
        var tables = new Tables(own);
        var objective = new ChaosObjective(TimeSpan.FromMilliseconds(200));
        var app = await StartAsync();
        var (lost, most) = (0, 0);
        try
        {
            await app.StartStudyAsync(Suite.Study("cut", trials, parallelism: 4));
            for (var cut = 1; cut <= cuts; cut++)
            {
                var begun = Tables.Told((await tables.StudyRowAsync("cut"))!);
                await UntilSavedAsync(own);
                // What is told from here on may be lost.
                var saved = Tables.Told((await tables.StudyRowAsync("cut"))!);
                await tables.UntilAsync("cut", row => Tables.Told(row) >= Math.Max(saved, begun) + 12);
                var before = Tables.Told((await tables.StudyRowAsync("cut"))!);
                await Task.WhenAll(own.KillAsync(), app.AbandonAsync());
                await own.RestartAsync();
                var after = Tables.Told(
                    (await tables.StudyRowAsync("cut")) ?? throw new InvalidOperationException("The study was not saved."));
                lost += before - after;
                most = Math.Max(most, before - after);
                app = await StartAsync();
            }

            await tables.UntilEndedAsync("cut", Patience);
        }
        finally
        {
            await app.DisposeAsync();
        }

        await tables.CheckEndedAsync("cut", trials);
        output.WriteLine(
            $"chaos: {cuts} power cuts: {lost} told trials lost and evaluated again, at most {most} at once; {objective.Evaluations} "
            + $"evaluations of {trials} trials");

        async Task<ChaosApp> StartAsync()
        {
            var started = await ChaosApp.StartAsync(
                own.ConnectionString, services => services.AddSingleton(new NamedObjective(ChaosObjective.Name, objective)));
            await started.RestartStudiesAsync();
            return started;
        }
    }

    /// <summary>Waits until Azurite has saved its tables once more.</summary>
    private static async Task UntilSavedAsync(AzuriteProcess azurite)
    {
        using var limit = new CancellationTokenSource(Patience);
        var before = LastSave();
        while (LastSave() <= before) await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);

        DateTime LastSave() =>
            Directory.GetFiles(azurite.Directory, "__azurite_db_table*.json").Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max();
    }

    private static async Task StartStudyAsync((TunerProcess Process, TunerClient Client) server, string file)
    {
        await server.Process.ReadyAsync(server.Client);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await server.Client.StartStudyAsync(file);
                return;
            }
            catch (Exception e) when (tries < 20 && e is HttpRequestException or TunerApiException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    /// <summary>Trials of some 150 ms in processes of their own, metered by time, some of which fail.</summary>
    private static string MeteredProcesses(string name, int trials, int seed) =>
        $$"""
        {
          "name": "{{name}}", "trials": {{trials}}, "parallelism": 3, "seed": {{seed}}, "maxAttempts": 1, "sampler": "random",
          "objective": {"kind": "command", "command": ["sh", "-c", "echo '{{"{{"}}\"step\": 1, \"value\": {x}{{"}}"}}'; sleep 0.15; test {x} -gt 5 || exit 3; echo '{{"{{"}}\"value\": {x}{{"}}"}}'"]},
          "searchSpace": {"x": {"int": [1, 100]} },
          "budget": {"limitUsd": 10, "usdPerHour": 36}
        }
        """;
}
