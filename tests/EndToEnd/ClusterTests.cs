using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>Servers in processes of their own that drive the studies of one storage together.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const int Partitions = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-cluster-");
    private readonly List<TunerProcess> _servers = [];
    private AzuriteProcess _azurite = null!;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(isWhole: true);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task TwoServers_DriveOneStudyTogether_EachTrialIsEvaluatedOnce()
    {
        await ServeAsync("first");
        await ServeAsync("second");
        Assert.Contains("Engine: azure-storage.", _servers[0].Output, StringComparison.Ordinal);
        Assert.Contains(
            $"Another server ({Environment.MachineName}, process {_servers[0].Id}) fires the timers; this one drives the studies together "
            + $"with it.", _servers[1].Output, StringComparison.Ordinal);

        // More at once than either of them evaluates.
        await StartStudyAsync("shared", trials: 40, parallelism: 40, seconds: 1, at: "second");
        await EndAsync("shared");

        var rows = await CheckAsync("shared", 40);
        Assert.All(rows, row => Assert.Equal(1, row.GetInt32("Attempt")));
        Assert.Equal(2, rows.Select(row => row.GetString("Host")).Distinct().Count());
    }

    [Fact]
    public async Task ServersOfTwoEngines_OnOneStorage_TheSecondIsRefused()
    {
        await ServeAsync("first");

        await using var second = Start("second", "memory");

        Assert.Equal(2, await second.EndAsync(Patience));
        Assert.Contains("with another --engine: all servers there need the same.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheServerThatHasTheOrchestration_IsKilled_TheOtherGoesOnAndLosesNothing()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUNER_LONG") == "1", "takes minutes: --long");
        const int Trials = 60;
        await ServeAsync("first");
        await ServeAsync("second");
        await StartStudyAsync("bereaved", Trials, parallelism: 6, seconds: 2, at: "first");
        await UntilAsync("bereaved", row => row.GetInt32("Complete") >= Trials / 3);

        await (await OwnerAsync("bereaved")).KillAsync();
        var killed = TimeProvider.System.GetUtcNow();
        await EndAsync("bereaved");

        var rows = await CheckAsync("bereaved", Trials);
        var ends = rows.Select(row => row.GetDateTimeOffset("EndedAt")!.Value).Order().ToList();
        var stall = ends.Zip(ends.Skip(1), (one, next) => next - one).Max();
        var again = rows.Count(row => row.GetInt32("Attempt") > 1);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cluster: {Trials} trials of 2 s, 6 at once; the server with the orchestration killed after "
            + $"{ends.Count(end => end <= killed)}: longest stall {stall.TotalSeconds:F0} s, {again} evaluated again"));
        Assert.InRange(stall, TimeSpan.Zero, TimeSpan.FromSeconds(150));
        Assert.All(rows, row => Assert.Equal((row.GetInt32("Attempt") ?? 0) - 1, row.GetInt32("Losses") ?? 0));
    }

    private async Task ServeAsync(string name)
    {
        var server = Start(name, "azure-storage");
        _servers.Add(server);
        await UntilAsync(
            () => Task.FromResult(server.HasExited || server.Output.Contains("Serving ", StringComparison.Ordinal)), "it serves");
        Assert.False(server.HasExited, server.Output);
    }

    private TunerProcess Start(string name, string engine) => TunerProcess.Start(
        "serve", "--engine", engine, "--port", $"{TunerProcess.FreePort()}", "--data", Path.Combine(
            _folder.FullName, name), "--connection", _azurite.ConnectionString);

    private async Task StartStudyAsync(string name, int trials, int parallelism, int seconds, string at)
    {
        var file = Path.Combine(_folder.FullName, name + ".json");
        await File.WriteAllTextAsync(
            file,
            $$$$"""
            {
              "name": "{{{{name}}}}", "trials": {{{{trials}}}}, "parallelism": {{{{parallelism}}}}, "sampler": "random",
              "objective": { "command": ["sh", "-c", "sleep {{{{seconds}}}}; echo '{{\"value\": {x}}}'"] },
              "searchSpace": { "x": { "int": [1, 100] } },
              "budget": { "limitUsd": 10, "usdPerHour": 36 }
            }
            """);
        await using var start = TunerProcess.Start("study", "start", file, "--data", Path.Combine(_folder.FullName, at));
        Assert.True(await start.EndAsync(Patience) == 0, start.Output);
    }

    /// <summary>The server that has the partition of the task hub to which a study's
    /// orchestration belongs: what it was just doing has to be found by the other.</summary>
    private async Task<TunerProcess> OwnerAsync(string study)
    {
        var instance = $"{study}~{(await StudyRowAsync(study))!.GetString("Run")}";
        var hash = Encoding.UTF8.GetBytes(instance).Aggregate(0x811C9DC5, (sum, next) => unchecked((sum ^ next) * 0x01000193));
        var partitions = new TableClient(_azurite.ConnectionString, "TunerServePartitions");
        string? owner = null;
        await UntilAsync(
            async () =>
                (owner = (await partitions.GetEntityAsync<TableEntity>("", $"tunerserve-control-{hash % Partitions:00}")).Value.GetString(
                    "CurrentOwner")) is not null,
            "the partition has an owner");
        return _servers.Single(server => owner!.Contains($"-{server.Id}-", StringComparison.Ordinal));
    }

    private async Task<TableEntity[]> CheckAsync(string name, int trials)
    {
        var study = (await StudyRowAsync(name))!;
        var rows = new List<TableEntity>();
        await foreach (var row in Studies.QueryAsync<TableEntity>(
            $"PartitionKey eq '{name}' and RowKey ge 'trial|' and RowKey lt 'trial}}'")) rows.Add(row);
        Assert.Equal(trials, rows.Count);
        Assert.All(rows, row => Assert.Equal("Complete", row.GetString("State")));
        Assert.Equal(trials, study.GetInt32("Complete"));
        Assert.Equal(rows.Sum(row => row.GetInt64("CostMicroUsd")!.Value), study.GetInt64("SpentMicroUsd")!.Value);
        return [.. rows];
    }

    private TableClient Studies => new(_azurite.ConnectionString, "tunerstudies");

    private async Task<TableEntity?> StudyRowAsync(string name)
    {
        var row = await Studies.GetEntityIfExistsAsync<TableEntity>(name, "study");
        return row.HasValue ? row.Value : null;
    }

    private Task EndAsync(string name) => UntilAsync(name, row => row.GetString("State") == "Ended");

    private Task UntilAsync(string name, Func<TableEntity, bool> holds) => UntilAsync(
        async () =>
            await StudyRowAsync(name) is { } row && holds(row),
            $"study '{name}' comes to it; the servers printed:\n{string.Join('\n', _servers.Select(server => server.Output))}");

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < Patience, $"It never came to this: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
