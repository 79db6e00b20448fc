using Azure.Data.Tables;
using Serverless.Tuner.Client;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The host is killed at any moment and started again: no trial is lost, none told twice, the ledger adds up.</summary>
public sealed class KillTests
{
    private const int Trials = 60;

    /// <summary><c>./tuner test --long</c> kills more often and with more seeds.</summary>
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TUNER_LONG") == "1";

    public static TheoryData<int> Seeds => IsLong ? [1, 2, 3] : [1];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Serve_KilledAtRandomMoments_EndsWithEveryTrialToldOnce(int seed)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var data = Directory.CreateTempSubdirectory("tuner-kill-");
        try
        {
            await RunAsync(azurite, data.FullName, seed, kills: IsLong ? 20 : 10);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(AzuriteProcess azurite, string data, int seed, int kills)
    {
        var random = new Random(seed);
        var server = Serve(azurite, data, out var client);
        try
        {
            await server.ReadyAsync(client);
            await client.StartStudyAsync(Study(seed));
            for (var kill = 0; kill < kills; kill++)
            {
                // From the middle of its start to well into its work; on a slow machine, too, some kills hit trials that run.
                if (kill % 3 == 2) await RunningAsync(client, server);
                else await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 900)));
                await server.KillAsync();
                await server.DisposeAsync();
                server = Serve(azurite, data, out client);
                if (random.Next(4) > 0) await server.ReadyAsync(client);
            }

            await server.ReadyAsync(client);
            var study = await EndAsync(client, server);
            await CheckAsync(client, study);
            await CheckRowsAsync(azurite);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Trials of some 150 ms in processes of their own, metered by time, some of which fail.</summary>
    internal static string Study(int seed) =>
        $$"""
        {
          "name": "killed", "trials": {{Trials}}, "parallelism": 3, "seed": {{seed}}, "maxAttempts": 1,
          "objective": {"kind": "command", "command": ["sh", "-c", "echo '{{"{{"}}\"step\": 1, \"value\": {x}{{"}}"}}'; sleep 0.15; test {x} -gt 5 || exit 3; echo '{{"{{"}}\"value\": {x}{{"}}"}}'"]},
          "searchSpace": {"x": {"int": [1, 100]} },
          "budget": {"limitUsd": 10, "usdPerHour": 36}
        }
        """;

    private static TunerProcess Serve(AzuriteProcess azurite, string data, out TunerClient client)
    {
        var port = TunerProcess.FreePort();
        client = TunerProcess.Client(port, data);
        return TunerProcess.Start("serve", "--port", $"{port}", "--data", data, "--connection", azurite.ConnectionString);
    }

    /// <summary>Waits until this server has ended a trial; with three at once, two others run then.</summary>
    private static async Task RunningAsync(TunerClient client, TunerProcess server)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await server.ReadyAsync(client);
        var ended = (await client.GetStudyAsync("killed", limit.Token)).Counts.Ended;
        while (await client.GetStudyAsync("killed", limit.Token) is { State: StudyState.Running } study && study.Counts.Ended <= ended)
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
    }

    private static async Task<StudyView> EndAsync(TunerClient client, TunerProcess server)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            while (true)
            {
                var study = await client.GetStudyAsync("killed", limit.Token);
                if (study.State == StudyState.Ended) return study;
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The study did not end. The server printed:\n{server.Output}");
        }
    }

    internal static async Task CheckAsync(TunerClient client, StudyView study)
    {
        var trials = new List<TrialView>();
        await foreach (var trial in client.ListTrialsAsync("killed")) trials.Add(trial);

        Assert.Equal(StopReason.Trials, study.StopReason);
        Assert.Equal(Enumerable.Range(0, Trials), trials.Select(t => t.Number));
        Assert.All(trials, t => Assert.NotNull(t.EndedAt));
        Assert.Equal(
            (trials.Count(t => t.State == TrialState.Complete),
                trials.Count(t => t.State == TrialState.Pruned), trials.Count(t => t.State == TrialState.Failed)),
            (study.Counts.Complete, study.Counts.Pruned, study.Counts.Failed));
        Assert.Equal((Trials, 0), (study.Counts.Ended, study.Counts.Running));
        Assert.Equal(trials.Sum(t => t.CostUsd), study.Ledger.SpentUsd);
        Assert.Equal(0, study.Ledger.ReservedUsd);
        Assert.All(trials, t => Assert.True(t.CostUsd > 0));
        var complete = trials.Where(t => t.State == TrialState.Complete).ToList();
        Assert.All(complete, t => Assert.Equal(t.Parameters["x"].AsDouble(), t.Values![0]));
        Assert.Equal(complete.Min(t => t.Values![0]), study.Best!.Values[0]);
    }

    private static async Task CheckRowsAsync(AzuriteProcess azurite)
    {
        var table = new TableClient(azurite.ConnectionString, "tunerstudies");
        var (trials, attempts) = (0, 0);
        await foreach (var row in table.QueryAsync<TableEntity>("PartitionKey eq 'killed' and RowKey ge 'trial|' and RowKey lt 'trial}'"))
        {
            trials++;
            attempts += row.GetInt32("Attempt")!.Value;
        }

        Assert.Equal(Trials, trials);
        // Otherwise no kill hit a trial that ran, and the test shows nothing.
        Assert.True(attempts > Trials, "no trial was ever begun again");
    }
}
