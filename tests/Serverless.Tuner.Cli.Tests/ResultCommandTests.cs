using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Results, failures, copies, notes and tags on the command line.</summary>
public sealed class ResultCommandTests
{
    [Fact]
    public async Task Result_OfATrial_AndOfDefaults_SaysWhichItIs()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a", ended: 2);
        server.Add("nothing");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "result", "a", "--server", server.Url.AbsoluteUri, "--by", "knee"));
        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "result", "nothing", "--server", server.Url.AbsoluteUri));

        Assert.Contains("a: 0.25 by trial 1.", run.Output, StringComparison.Ordinal);
        Assert.Contains("$0.02 saved, ended: all trials have ended.", run.Output, StringComparison.Ordinal);
        Assert.Contains("nothing: no trial can be used; these are its defaults.", run.Output, StringComparison.Ordinal);
        Assert.Equal("?by=knee", Assert.Single(server.Queries));
    }

    [Fact]
    public async Task Result_AsJson_IsTheApis()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "result", "a", "--server", server.Url.AbsoluteUri, "--json"));

        Assert.Equal(1, JsonSerializer.Deserialize<ResultView>(run.Output, TunerJson.Options)!.BestTrial);
    }

    [Fact]
    public async Task Failures_SayHowOftenAndWhere_AlsoAsCsv()
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();
        string[] words = ["study", "failures", "--server", server.Url.AbsoluteUri, "--tag", "team=x y"];

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(words));
        Assert.Equal(
            ["3 × no luck with #", "  in a (trial 1, 2, …), b", "  for example: no luck with 7"], run.OutputLines);
        Assert.Equal(ExitCode.Done, await run.InvokeAsync([.. words, "--csv"]));
        Assert.Contains("no luck with #,3,a,3,1 2,", run.Output, StringComparison.Ordinal);
        Assert.All(server.Queries, query => Assert.Equal("?limit=20&tag=team%3Dx%20y", query));
    }

    [Fact]
    public async Task Copy_SendsWhatTheOptionsChange_AndNoSecret()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a");
        using var run = new CliRun();

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync("study", "copy", "a", "b", "--server", server.Url.AbsoluteUri, "--trials", "50", "--tag", "k=v"));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"name":"b","trials":50,"tags":{"k":"v"}}"""), JsonNode.Parse(Assert.Single(server.Bodies))));
        Assert.Contains("POST /v1/tuner/studies/a/copy", server.Requests);
    }

    [Theory]
    [InlineData("""{"attributes":{"note":"worth a look"}}""", "studies/a", "worth a look")]
    [InlineData("""{"attributes":{"note":null}}""", "studies/a", "")]
    [InlineData("""{"attributes":{"note":"odd"}}""", "studies/a/trials/1", "1", "odd")]
    public async Task Note_IsTheAttributeOfThatName(string body, string path, params string[] words)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("a", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["study", "note", "a", .. words, "--server", server.Url.AbsoluteUri]));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(Assert.Single(server.Bodies))));
        Assert.Contains($"PATCH /v1/tuner/{path}", server.Requests);
    }

    [Fact]
    public async Task Tags_GoIntoTheStudyFile_AndIntoTheList()
    {
        await using var server = await FakeTuner.StartAsync();
        using var run = new CliRun();
        var file = run.File("s.json", """{"name":"s","tags":{"team":"x","run":"1"}}""");

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync("study", "start", file, "--server", server.Url.AbsoluteUri, "--tag", "run=2", "--tag", "model=a=b"));
        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "list", "--server", server.Url.AbsoluteUri, "--tag", "team=x"));
        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "list", "--server", server.Url.AbsoluteUri, "--tag", "team"));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"team":"x","run":"2","model":"a=b"}"""), JsonNode.Parse(server.Bodies.First())!["tags"]));
        Assert.Equal("?tag=team%3Dx", Assert.Single(server.Queries));
    }
}
