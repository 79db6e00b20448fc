using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What lists of 10,000 studies and of 20,000 trials take, with <c>--long</c> alone; times are for people to read.</summary>
public sealed class LargeListTests(TunerApps apps, ITestOutputHelper output)
{
    private const int Trials = 20_000;
    private const int Studies = 10_000;
    private const int Running = 200;

    private static bool IsLong => Environment.GetEnvironmentVariable("TUNER_LONG") == "1";

    [Fact]
    public async Task Trials_OfALongStudy_ArePagedInAnyOrder()
    {
        Assert.SkipUnless(IsLong, "takes long");
        const string Name = "large";
        await apps.App.Client.StartStudyAsync($$"""{"name":"{{Name}}","objective":"number","trials":1}""");
        await apps.App.EndAsync(Name);
        var table = apps.App.Tables.GetTableClient("tunerstudies");
        var row = (await table.GetEntityAsync<TableEntity>(Name, "trial|0000000000")).Value;
        var random = new Random(1);
        await AddAsync(table, Enumerable.Range(1, Trials - 1).Select(number => new TableEntity(row)
        {
            RowKey = $"trial|{number:D10}",
            ["Values"] = $"[{random.NextDouble().ToString(CultureInfo.InvariantCulture)}]",
        }));
        var study = (await table.GetEntityAsync<TableEntity>(Name, "study")).Value;
        (study["NextNumber"], study["Complete"]) = (Trials, Trials);
        await table.UpdateEntityAsync(study, ETag.All, TableUpdateMode.Replace);

        await using var fresh = await TunerApp.StartAsync(apps.ConnectionString);
        string[] queries = ["sort=number", "sort=-number", "sort=value", "sort=-value", "sort=-cost", "state=complete", "state=failed"];
        foreach (var query in queries)
        {
            var times = new List<double>();
            string? after = null;
            for (var page = 0; page < 20; page++)
            {
                var watch = Stopwatch.StartNew();
                var answer = JsonNode.Parse(await fresh.Http.GetStringAsync(
                    new Uri($"v1/tuner/studies/{Name}/trials?limit=100&{query}{after}", UriKind.Relative)))!;
                times.Add(watch.Elapsed.TotalMilliseconds);
                Assert.Equal(query == "state=failed" ? 0 : 100, answer["items"]!.AsArray().Count);
                if ((string?)answer["next"] is not { } next) break;
                after = $"&after={next}";
            }

            Say(query, times);
        }
    }

    [Fact]
    public async Task Studies_OfAFullApp_ArePaged()
    {
        Assert.SkipUnless(IsLong, "takes long");
        await apps.App.Client.StartStudyAsync("""{"name":"many","objective":"number","trials":1}""");
        await apps.App.EndAsync("many");
        // Its trials are evaluated by workers: nothing here drives it.
        await apps.App.Client.StartStudyAsync("""{"name":"model-of-many","trials":1,"searchSpace":{"x":[0,1]}}""");
        var (index, studies) = (apps.App.Tables.GetTableClient("tunerindex"), apps.App.Tables.GetTableClient("tunerstudies"));
        var (ended, runs) = (await EntryAsync("many"), await EntryAsync("model-of-many"));
        var running = (await studies.GetEntityAsync<TableEntity>("model-of-many", "study")).Value;
        await AddAsync(index, Enumerable.Range(0, Studies).Select(i => Entry(i, IsRunning(i) ? runs : ended)));
        foreach (var i in Enumerable.Range(0, Studies).Where(IsRunning))
            await studies.UpsertEntityAsync(new TableEntity(running) { PartitionKey = NameOf(i) }, TableUpdateMode.Replace);
        foreach (var query in new[] { "", "&state=ended", "&state=running" })
        {
            var (times, after, count) = (new List<double>(), (string?)PageCursor.AfterStudy("many"), 0);
            while (after is not null)
            {
                var watch = Stopwatch.StartNew();
                var page = JsonNode.Parse(
                    await apps.App.Http.GetStringAsync(new Uri($"v1/tuner/studies?after={after}{query}", UriKind.Relative)))!;
                times.Add(watch.Elapsed.TotalMilliseconds);
                count += page["items"]!.AsArray().Count(i => ((string)i!["name"]!).StartsWith("many-", StringComparison.Ordinal));
                after = (string?)page["next"];
            }

            Assert.Equal(query switch { "" => Studies, "&state=running" => Running, _ => Studies - Running }, count);
            Say($"studies{query}", times);
        }

        // The sweep of other tests' studies does not look at these any more.
        await AddAsync(index, Enumerable.Range(0, Studies).Where(IsRunning).Select(i => Entry(i, ended)));

        async Task<TableEntity> EntryAsync(string name) => (await index.GetEntityAsync<TableEntity>("studies", name)).Value;
        static string NameOf(int i) => $"many-{i:D5}";
        static TableEntity Entry(int i, TableEntity like) => new(like) { RowKey = NameOf(i) };
        // A page full of them, and one in each hundred.
        static bool IsRunning(int i) => i is >= 5_000 and <= 5_000 + (Running / 2) || i % 100 == 50;
    }

    private void Say(string what, List<double> times)
    {
        var warm = times.Skip(1).Order().ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: first {times[0]:0} ms; of {warm.Count} more the median {warm.ElementAtOrDefault(warm.Count / 2):0.0} ms, the slowest "
            + $"{warm.LastOrDefault():0.0} ms"));
    }

    private static async Task AddAsync(TableClient table, IEnumerable<TableEntity> rows)
    {
        foreach (var batch in rows.Chunk(100))
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)));
    }
}
