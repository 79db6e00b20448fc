using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Lists of studies and of trials, page by page.</summary>
public sealed class ListTests(TunerApps apps)
{
    private const string Name = "listed";

    public static TheoryData<string> Hostile =>
    [
        "a/b", "a\\b", "a#b", "a?b", "a%b", "a%2fb", "..", "a\tb", "a\0b", "a\u001bb", "a'b", "''", "' or ''='",
        "x' or PartitionKey ne 'x", "a\"b",
        "name eq 'x'", "(1 eq 1)", "$filter", "a,b", "ä", "\U0001f600", " ",
    ];

    [Theory]
    [InlineData("number")]
    [InlineData("-number")]
    [InlineData("value")]
    [InlineData("-value")]
    [InlineData("cost")]
    [InlineData("-cost")]
    public async Task Trials_InEachOrder_EachOnceOverThePages(string sort)
    {
        var all = await TrialsAsync();
        var expected = sort switch
        {
            "number" => all.OrderBy(t => t.Number),
            "-number" => all.OrderByDescending(t => t.Number),
            "value" => all.OrderBy(t => t.Values is null).ThenBy(t => t.Values?[0]).ThenBy(t => t.Number),
            "-value" => all.OrderBy(t => t.Values is null).ThenByDescending(t => t.Values?[0]).ThenBy(t => t.Number),
            "cost" => all.OrderBy(t => t.CostUsd).ThenBy(t => t.Number),
            _ => all.OrderByDescending(t => t.CostUsd).ThenBy(t => t.Number),
        };

        Assert.Equal(expected.Select(t => t.Number), await NumbersAsync($"sort={sort}", limit: 3));
    }

    [Theory]
    [InlineData("failed", "")]
    [InlineData("complete", "")]
    [InlineData("complete", "&sort=-value")]
    [InlineData("running", "")]
    public async Task Trials_OfOneState_AreThoseAlone(string state, string more)
    {
        var expected = (await TrialsAsync())
            .Where(t => $"{t.State}".Equals(state, StringComparison.OrdinalIgnoreCase)).Select(t => t.Number);

        Assert.Equal(expected.Order(), (await NumbersAsync($"state={state}{more}", limit: 2)).Order());
    }

    [Fact]
    public async Task Trials_SparseFields_HaveThoseAlone()
    {
        await TrialsAsync();

        var items = (await GetAsync($"studies/{Name}/trials?fields=number,state,reason&limit=4"))!["items"]!.AsArray();

        Assert.Equal(4, items.Count);
        Assert.All(items, item => Assert.Empty(item!.AsObject().Select(p => p.Key).Except(["number", "state", "reason"])));
        Assert.Equal([0, 1, 2, 3], items.Select(item => (int)item!["number"]!));
    }

    [Theory]
    [InlineData("sort=values", "?sort")]
    [InlineData("sort=value desc", "?sort")]
    [InlineData("state=complete' or State eq 'failed", "?state")]
    [InlineData("fields=number,parametres", "?fields")]
    [InlineData("fields=", null)]
    [InlineData("after=x&sort=value", "?after")]
    public async Task Trials_BadQuery_IsRefusedAndNamed(string query, string? pointer)
    {
        await TrialsAsync();
        using var response = await apps.App.Http.GetAsync(
            Address($"studies/{Name}/trials?{query.Replace(" ", "%20", StringComparison.Ordinal)}"));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(pointer is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        if (pointer is not null) Assert.Contains($"\"pointer\":\"{pointer}\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trials_CursorOfAnotherOrder_IsRefused()
    {
        await TrialsAsync();
        var next = (string)(await GetAsync($"studies/{Name}/trials?sort=value&limit=1"))!["next"]!;

        using var response = await apps.App.Http.GetAsync(Address($"studies/{Name}/trials?sort=-value&after={next}"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory, MemberData(nameof(Hostile))]
    public async Task Studies_HostileText_IsRefusedWhereverItStands(string text)
    {
        var escaped = Uri.EscapeDataString(text);
        string[] queries =
        [
            $"after={escaped}", $"after={Uri.EscapeDataString(PageCursor.AfterStudy(text))}", $"state={escaped}", $"fields={escaped}",
            $"limit={escaped}",
        ];
        foreach (var query in queries)
        {
            using var listed = await apps.App.Http.GetAsync(Address($"studies?{query}"));
            Assert.True(listed.StatusCode == HttpStatusCode.BadRequest, $"{query} is answered {listed.StatusCode}");
        }

        // A dot segment never leaves the client.
        using var shown = await apps.App.Http.GetAsync(Address($"studies/{(text == ".." ? "%252e%252e" : escaped)}"));
        Assert.True(shown.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{shown.StatusCode}");
        using var content = new StringContent(
            JsonSerializer.Serialize(new { name = text, objective = "number" }), Encoding.UTF8, "application/json");
        using var started = await apps.App.Http.PostAsync(Address("studies"), content);
        Assert.Equal(HttpStatusCode.BadRequest, started.StatusCode);
    }

    [Fact]
    public async Task Studies_OfOneStateWithSparseFields_ArePagedByNext()
    {
        foreach (var i in Enumerable.Range(0, 3))
        {
            await apps.App.Client.StartStudyAsync($$"""{"name":"ended-list-{{i}}","objective":"number","trials":1}""");
            await apps.App.EndAsync($"ended-list-{i}");
        }

        await apps.App.Client.StartStudyAsync("""{"name":"ended-list-running","objective":"gated","trials":1}""");
        var (names, after) = (new List<string>(), PageCursor.AfterStudy("ended-list"));
        while (after is not null)
        {
            var page = await GetAsync($"studies?state=ended&fields=name,state&limit=2&after={after}");
            foreach (var item in page!["items"]!.AsArray())
            {
                Assert.Equal(["name", "state"], item!.AsObject().Select(p => p.Key));
                names.Add((string)item["name"]!);
            }

            after = (string?)page["next"];
        }

        Assert.Equal(
            ["ended-list-0", "ended-list-1", "ended-list-2"], names.Where(n => n.StartsWith("ended-list", StringComparison.Ordinal)));
        var running = (await GetAsync("studies?state=running&fields=name&limit=1000"))!["items"]!.AsArray()
            .Select(i => (string)i!["name"]!);
        Assert.Contains("ended-list-running", running);
        Assert.DoesNotContain("ended-list-0", running);
    }

    /// <summary>The trials of a study in which about half fail.</summary>
    private async Task<List<TrialView>> TrialsAsync()
    {
        await apps.App.Client.StartStudyAsync(
            $$"""{"name":"{{Name}}","objective":"half-fails","trials":13,"maxAttempts":1}""");
        await apps.App.EndAsync(Name);
        return await apps.App.TrialsAsync(Name);
    }

    private async Task<List<int>> NumbersAsync(string query, int limit)
    {
        var (numbers, after) = (new List<int>(), "");
        while (after is not null)
        {
            var page = await GetAsync($"studies/{Name}/trials?{query}&limit={limit}{after}");
            numbers.AddRange(page!["items"]!.AsArray().Select(item => (int)item!["number"]!));
            after = (string?)page["next"] is { } next ? $"&after={next}" : null;
        }

        return numbers;
    }

    private async Task<JsonNode?> GetAsync(string path) => JsonNode.Parse(await apps.App.Http.GetStringAsync(Address(path)));

    private static Uri Address(string path) => new($"v1/tuner/{path}", UriKind.Relative);
}
