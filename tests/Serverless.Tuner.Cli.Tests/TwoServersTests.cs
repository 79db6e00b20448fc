using System.Collections.Concurrent;
using Azure.Data.Tables;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Two servers on one storage: one drives its studies, and the other is asked for things.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private AzuriteProcess _azurite = null!;
    private Server _driver = null!;
    private Server _other = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync();
        _driver = await Server.StartAsync(_azurite, "one");
        _other = await Server.StartAsync(_azurite, "two");
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _driver.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    [Fact]
    public async Task Studies_StartedExtendedStoppedAndDeletedThroughTheServerThatOnlyAnswers_AreDrivenByTheOther()
    {
        Assert.Empty(_driver.Said);
        Assert.Contains("this one only answers", Assert.Single(_other.Said), StringComparison.Ordinal);

        await _other.Client.StartStudyAsync(Study("quick", seconds: 0.1, trials: 3));
        Assert.Equal(3, (await _other.UntilAsync("quick", s => s.State == StudyState.Ended)).Counts.Complete);
        await _other.Client.ExtendStudyAsync("quick", new ExtendRequest { Trials = 5 });
        Assert.Equal(5, (await _other.UntilAsync("quick", s => s.State == StudyState.Ended)).Counts.Complete);

        // These would run for minutes.
        await _other.Client.StartStudyAsync(Study("slow", seconds: 600, trials: 4));
        await _other.Client.StartStudyAsync(Study("deleted", seconds: 600, trials: 2));
        await _other.UntilAsync("slow", s => s.Counts.Running == 2);
        await _other.UntilAsync("deleted", s => s.Counts.Running == 2);
        await _other.Client.StopStudyAsync("slow");
        await _other.Client.DeleteStudyAsync("deleted");
        var slow = await _other.UntilAsync("slow", s => s.State == StudyState.Ended);
        Assert.Equal((StopReason.Requested, 2), (slow.StopReason, slow.Counts.Pruned));
        await _other.Client.StartStudyAsync(Study("deleted", seconds: 0.1, trials: 3));
        Assert.Equal(3, (await _other.UntilAsync("deleted", s => s.State == StudyState.Ended)).Counts.Complete);

        await _other.Client.ResumeStudyAsync("slow");
        await _other.UntilAsync("slow", s => s.Counts.Running == 2);
        await _other.Client.StopStudyAsync("slow");
        Assert.Equal(4, (await _other.UntilAsync("slow", s => s.State == StudyState.Ended)).Counts.Pruned);
        Assert.All(await HostsAsync("quick"), host => Assert.StartsWith("one/", host, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheDriver_EndsInGoodOrder_IsSucceededAtOnceAndItsTrialsTakenOver()
    {
        await _driver.Client.StartStudyAsync(Study("handed-over", seconds: 1.5, trials: 8));
        await _driver.UntilAsync("handed-over", s => s.Counts.Running == 2);

        await _driver.DisposeAsync();
        await UntilAsync(
            () =>
                Task.FromResult(_other.Said.Contains("This server drives the studies now.")),
            () => "the other drives",
            TimeSpan.FromSeconds(10));

        // It gave its trials back: none is lost, and nobody waits for a lease to run out.
        var study = await _other.UntilAsync("handed-over", s => s.State == StudyState.Ended);
        Assert.Equal(8, study.Counts.Complete);
        Assert.Contains("two/", string.Join(' ', await HostsAsync("handed-over")), StringComparison.Ordinal);
        Assert.DoesNotContain(await RowsAsync("handed-over"), row => row.ContainsKey("Losses"));
    }

    private static string Study(string name, double seconds, int trials) =>
        $$$"""
        {
          "name": "{{{name}}}", "trials": {{{trials}}}, "parallelism": 2, "sampler": "random", "gracePeriodSeconds": 0, "searchSpace": { "x": [0, 1] },
          "objective": { "command": ["sh", "-c", "sleep {{{seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}; echo '{{\"value\": 1}}'"] }
        }
        """;

    private async Task<List<TableEntity>> RowsAsync(string study)
    {
        var table = new TableClient(_azurite.ConnectionString, "tunerstudies");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {study} and RowKey ge {"trial|"} and RowKey lt {"trial}"}");
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter)) rows.Add(row);
        return rows;
    }

    private async Task<List<string>> HostsAsync(string study) => [.. (await RowsAsync(study)).Select(row => row.GetString("Host"))];

    private static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, $"It never came to this: {what()}");
            await Task.Delay(20);
        }
    }

    private sealed class Server : IAsyncDisposable
    {
        private const string Token = "the token of the tests' data directory";

        private readonly IRunningHost _host;
        private readonly HttpClient _http;
        private bool _isDisposed;

        private Server(IRunningHost host)
        {
            _host = host;
            _http = new HttpClient { BaseAddress = host.Url };
            _http.DefaultRequestHeaders.Add("X-API-Key", Token);
            Client = new TunerClient(_http);
        }

        public TunerClient Client { get; }

        public ConcurrentQueue<string> Said { get; } = new();

        public static async Task<Server> StartAsync(AzuriteProcess azurite, string directory)
        {
            var server =
                new Server(
                    await EmbeddedApp.StartAsync(
                        new ServerAddress(new Uri("http://127.0.0.1:0"), Token), new HostStorage(azurite.ConnectionString), null,
                        CancellationToken.None));
            await server._host.DriveAsync(directory, server.Said.Enqueue, CancellationToken.None);
            return server;
        }

        public async Task<StudyView> UntilAsync(string name, Func<StudyView, bool> condition)
        {
            StudyView? study = null;
            await TwoServersTests.UntilAsync(
                async () => condition(study = await Client.GetStudyAsync(name)), () => $"{name}: {study}", Patience);
            return study!;
        }

        public async ValueTask DisposeAsync()
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _http.Dispose();
            await _host.DisposeAsync();
        }
    }
}
