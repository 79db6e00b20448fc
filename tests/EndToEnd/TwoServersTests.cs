using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>Two servers, in processes and data directories of their own, on one
/// storage: one drives its studies, the other waits for its turn.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private const int Parallelism = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>How long after its last sign of life a host's trials are given to another.</summary>
    private static readonly TimeSpan LossAfter = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-two-");
    private AzuriteProcess _azurite = null!;
    private TunerProcess _first = null!;
    private TunerProcess _second = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync();
        _first = await ServeAsync("first");
        _second = await ServeAsync("second");
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task BothServe_EachTrialIsEvaluatedOnce()
    {
        const int Trials = 30;
        Assert.DoesNotContain("Another server", _first.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"Another server ({Environment.MachineName}, process {_first.Id}) drives the studies on this storage; this one only "
            + $"answers.", _second.Output, StringComparison.Ordinal);

        await StartStudyAsync("shared", Trials, at: "second");
        await UntilAsync("shared", row => row.GetString("State") == "Ended");

        var rows = await CheckAsync("shared", Trials);
        Assert.All(rows, row => Assert.Equal((1, 0), Attempts(row)));
        Assert.Single(rows.Select(row => row.GetString("Host")).Distinct());
        Assert.Equal(Enumerable.Range(0, Trials), Began("shared").Select(b => b.Trial).Order());
    }

    [Fact]
    public async Task TheDriverIsKilled_TheOtherTakesOverAndLosesNothing()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUNER_LONG") == "1", "takes minutes: --long");
        const int Trials = 40;
        await StartStudyAsync("bereaved", Trials, at: "first");
        await UntilAsync("bereaved", row => row.GetInt32("Complete") >= 8);
        await _first.KillAsync();
        var killed = Stopwatch.StartNew();
        await UntilAsync(
            () => _second.Output.Contains("This server drives the studies now.", StringComparison.Ordinal), "the second server drives");
        var tookOver = killed.Elapsed;

        await UntilAsync("bereaved", row => row.GetString("State") == "Ended");

        var rows = await CheckAsync("bereaved", Trials);
        var lost = rows.Where(row => Attempts(row) == (2, 1)).Select(row => Number(row)).ToHashSet();
        Assert.All(rows, row => Assert.Equal(lost.Contains(Number(row)) ? (2, 1) : (1, 0), Attempts(row)));
        Assert.InRange(lost.Count, 1, Parallelism);
        Assert.InRange(tookOver, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45));
        foreach (var trial in Began("bereaved").GroupBy(b => b.Trial))
        {
            Assert.Equal(lost.Contains(trial.Key) ? 2 : 1, trial.Count());
            // A second early: the claim is written a moment before its program begins.
            if (trial.Count() == 2)
                Assert.True(
                    trial.Max(b => b.At) - trial.Min(b => b.At) > LossAfter - TimeSpan.FromSeconds(1),
                    $"trial {trial.Key} was taken over too soon");
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"two servers: the second drives {tookOver.TotalSeconds:F0} s after the first was killed; "
                + $"{lost.Count} of {Trials} trials evaluated again"));
    }

    private static (int Attempt, int Losses) Attempts(TableEntity row) => (row.GetInt32("Attempt")!.Value, row.GetInt32("Losses") ?? 0);

    private static int Number(TableEntity row) => int.Parse(row.RowKey.AsSpan("trial|".Length), CultureInfo.InvariantCulture);

    private string Log(string study) => Path.Combine(_folder.FullName, study + ".log");

    /// <summary>Which evaluations really began, and when.</summary>
    private List<(int Trial, DateTimeOffset At)> Began(string study) =>
    [
        .. File.ReadLines(Log(study)).Select(line => line.Split(' ')).Select(words => (
            int.Parse(words[0], CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds((long)(double.Parse(words[1], CultureInfo.InvariantCulture) * 1000)))),
    ];

    private async Task<TunerProcess> ServeAsync(string name)
    {
        var server = TunerProcess.Start(
            "serve", "--port", $"{TunerProcess.FreePort()}", "--data", Path.Combine(
                _folder.FullName, name), "--connection", _azurite.ConnectionString);
        await UntilAsync(() => server.HasExited || server.Output.Contains("Serving ", StringComparison.Ordinal), "it serves");
        Assert.False(server.HasExited, server.Output);
        return server;
    }

    /// <summary>Starts a study of programs that work for two seconds and are metered.</summary>
    private async Task StartStudyAsync(string name, int trials, string at)
    {
        var file = Path.Combine(_folder.FullName, name + ".json");
        await File.WriteAllTextAsync(
            file,
            $$$$"""
            {
              "name": "{{{{name}}}}", "trials": {{{{trials}}}}, "parallelism": {{{{Parallelism}}}}, "sampler": "random",
              "objective": { "command": ["sh", "-c", "echo $TUNER_TRIAL $(date +%s.%N) >> '{{{{Log(name)}}}}'; sleep 2; echo '{{\"value\": {x}}}'"] },
              "searchSpace": { "x": { "int": [1, 100] } },
              "budget": { "limitUsd": 10, "usdPerHour": 36 }
            }
            """);
        await using var start = TunerProcess.Start("study", "start", file, "--data", Path.Combine(_folder.FullName, at));
        Assert.True(await start.EndAsync(Patience) == 0, start.Output);
    }

    private async Task<TableEntity[]> CheckAsync(string name, int trials)
    {
        var study = (await StudyRowAsync(name))!;
        var rows = new List<TableEntity>();
        await foreach (var row in Studies.QueryAsync<TableEntity>(
            $"PartitionKey eq '{name}' and RowKey ge 'trial|' and RowKey lt 'trial}}'")) rows.Add(row);
        Assert.Equal(Enumerable.Range(0, trials), rows.Select(Number));
        Assert.All(rows, row => Assert.Equal("Complete", row.GetString("State")));
        Assert.Equal((trials, 0, 0), (study.GetInt32("Complete")!.Value, study.GetInt32("Pruned")!.Value, study.GetInt32("Failed")!.Value));
        Assert.Equal(rows.Sum(row => row.GetInt64("CostMicroUsd")!.Value), study.GetInt64("SpentMicroUsd")!.Value);
        Assert.All(rows, row => Assert.True(row.GetInt64("CostMicroUsd") >= 20_000, "two seconds of it cost two cents"));
        return [.. rows];
    }

    private TableClient Studies => new(_azurite.ConnectionString, "tunerstudies");

    private async Task<TableEntity?> StudyRowAsync(string name)
    {
        var row = await Studies.GetEntityIfExistsAsync<TableEntity>(name, "study");
        return row.HasValue ? row.Value : null;
    }

    private async Task UntilAsync(string name, Func<TableEntity, bool> condition) =>
        await UntilAsync(
            async () =>
                await StudyRowAsync(name) is { } row && condition(row),
                $"study '{name}' comes to it; the servers printed:\n{_first.Output}\n{_second.Output}");

    private static Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, $"It never came to this: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
