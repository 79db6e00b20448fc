using System.Diagnostics;
using Serverless.Tuner.Client;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>Workers in several processes, of which one after another is killed.</summary>
public sealed class AskTellTests : IDisposable
{
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("TUNER_LONG") == "1";
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("tuner-ask-");

    private string Data => Path.Combine(_parent.FullName, "data");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public Task PythonWorkers_OneAfterAnotherIsKilled_NoTrialIsTwiceOrLost() =>
        CheckAsync(
            s_isLong ? 200 : 40, TimeSpan.FromSeconds(s_isLong ? 5 : 1),
            study => Enumerable.Repeat(
                WorkerCrew.Worker(Data, "/usr/bin/python3", InCheckout("samples/ask-tell/worker.py"), study), 4));

    /// <summary>Workers that are written with the clients for Python and TypeScript.</summary>
    [Fact]
    public async Task PythonAndNodeClients_OneAfterAnotherIsKilled_NoTrialIsTwiceOrLost()
    {
        Assert.SkipUnless(s_isLong, "takes a minute: --long");
        await TypeScriptClient.BuildAsync();
        await CheckAsync(300, TimeSpan.FromSeconds(5), study =>
        {
            var python = WorkerCrew.Worker(Data, "/usr/bin/python3", InCheckout("clients/python/tests/worker.py"), study);
            python.Environment["PYTHONPATH"] = InCheckout("clients/python");
            python.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
            var node = WorkerCrew.Worker(Data, "node", InCheckout("clients/typescript/test/worker.js"), study);
            return [.. Enumerable.Repeat(python, 4), .. Enumerable.Repeat(node, 2)];
        });
    }

    private async Task CheckAsync(int trials, TimeSpan killEvery, Func<string, IEnumerable<ProcessStartInfo>> workersOf)
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3");
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

        var crew = new WorkerCrew([.. workersOf(study)]);
        var begun = Stopwatch.StartNew();

        var told = await crew.WorkAsync(killEvery, TimeSpan.FromMinutes(3));
        var took = begun.Elapsed;

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
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{trials} trials took {took.TotalSeconds:0} s; {crew.Kills} workers were killed, {rows.Count(t => t.Attempt > 1)} trials were "
            + $"given again, {told.Count} completions were told, ${ended.Ledger.SpentUsd} spent.");
        await server.InterruptAsync();
        await server.EndAsync(TimeSpan.FromSeconds(60));
    }

    private static string InCheckout(string path) => Path.Combine(Repository.Root, path);
}
