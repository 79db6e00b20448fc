using System.Diagnostics;
using Serverless.Tuner.Client;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The sample of a worker in Python, in several processes of which one after another is killed.</summary>
public sealed class AskTellTests : IDisposable
{
    private const int Workers = 4;
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("TUNER_LONG") == "1";
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("tuner-ask-");

    private string Data => Path.Combine(_parent.FullName, "data");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task Workers_OneAfterAnotherIsKilled_NoTrialIsTwiceOrLost()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3");
        var (trials, killEvery) = s_isLong ? (200, TimeSpan.FromSeconds(5)) : (40, TimeSpan.FromSeconds(1));
        var port = TunerProcess.FreePort();
        await using var server = TunerProcess.Start(
            "serve", "--data", Data, "--port", $"{port}", "--table-port", $"{TunerProcess.FreePort()}");
        var client = TunerProcess.Client(port, Data);
        await server.ReadyAsync(client);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(Path.Combine(Data, "server.json"))) await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
        var study = Path.Combine(_parent.FullName, "study.json");
        await File.WriteAllTextAsync(study, $$"""
            {"name":"ask-tell","objective":{"kind":"external"},"searchSpace":{"lr":[0.001,1,"log"],"momentum":[0,1]},
             "trials":{{trials}},"budget":{"limitUsd":1000,"usdPerHour":36} }
            """);

        var told = await WorkAsync(study, killEvery);

        var ended = await client.GetStudyAsync("ask-tell");
        var rows = new List<TrialView>();
        await foreach (var row in client.ListTrialsAsync("ask-tell")) rows.Add(row);
        Assert.Equal((StudyState.Ended, StopReason.Trials, trials), (ended.State, ended.StopReason, ended.Counts.Complete));
        Assert.Equal(Enumerable.Range(0, trials), rows.Select(t => t.Number));
        // Who was told that it completed a trial is the only one; one may have been killed before it was told.
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.InRange(told.Count, trials - 20, trials);
        Assert.True(rows.Any(t => t.Attempt > 1), "no trial was given to a second worker");
        Assert.Equal(rows.Sum(t => t.CostUsd), ended.Ledger.SpentUsd);
        Assert.Equal(0, ended.Ledger.ReservedUsd);
        await server.InterruptAsync();
        await server.EndAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Keeps four workers going until each ends by itself, and kills one of them every so often.</summary>
    /// <returns>The numbers of the trials that they were told were complete.</returns>
    private async Task<List<int>> WorkAsync(string study, TimeSpan killEvery)
    {
        var (told, victim) = (new List<int>(), 0);
        var workers = Enumerable.Range(0, Workers).Select(_ => Start(study, told)).ToArray();
        try
        {
            var lastKill = Stopwatch.StartNew();
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            while (workers.Any(w => !w.HasExited))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
                if (lastKill.Elapsed < killEvery || workers[victim % Workers].HasExited) continue;
                lastKill.Restart();
                var killed = workers[victim % Workers];
                killed.Kill(); // SIGKILL
                await killed.WaitForExitAsync(limit.Token);
                killed.Dispose();
                workers[victim++ % Workers] = Start(study, told);
            }

            foreach (var worker in workers) await worker.WaitForExitAsync(limit.Token);
            Assert.All(workers, w => Assert.Equal(0, w.ExitCode));
            lock (told) return [.. told];
        }
        finally
        {
            foreach (var worker in workers)
            {
                if (!worker.HasExited) worker.Kill();
                worker.Dispose();
            }
        }
    }

    private Process Start(string study, List<int> told)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3", [Path.Combine(Repository.Root, "samples", "ask-tell", "worker.py"), study])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["TUNER_DATA"] = Data;
        foreach (var variable in (string[])["TUNER_SERVER", "TUNER_TOKEN"]) start.Environment.Remove(variable);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ') is not ["complete", var number, _]) return;
            lock (told) told.Add(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        };
        process.BeginOutputReadLine();
        return process;
    }
}
