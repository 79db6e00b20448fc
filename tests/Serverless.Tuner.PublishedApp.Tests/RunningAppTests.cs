using System.Net;
using System.Text.Json;
using Microsoft.DurableTask.Protobuf;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost.Rpc;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>The published app's own worker process, spoken to as the Functions
/// host does. Its functions were all loaded, or nothing here would run.</summary>
public sealed class RunningAppTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string Timer = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""";

    [Fact]
    public void Worker_DescribesEveryFunctionOfTheApp() =>
        Assert.Equal(FunctionAttributes.Names, app.Host.Functions.Select(f => f.Name).Order(StringComparer.Ordinal));

    [Theory, InlineData("health"), InlineData("ready")]
    public async Task Health_AppWithItsStorage_Answers(string path)
    {
        var answer = await app.Host.SendAsync(HttpMethod.Get, $"/v1/tuner/{path}");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal("ok", Json(answer.Body).GetProperty("status").GetString());
    }

    [Fact]
    public async Task StartStudy_Invalid_IsRefusedFieldByField()
    {
        var answer = await app.Host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", """{"name":"published","objective":"branin","trials":0}""");

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal("/trials", Json(answer.Body).GetProperty("errors").EnumerateArray().Single().GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task StartStudy_Valid_IsStoredAndHandedToTheDurableExtension()
    {
        var started = await app.Host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", Study("published"));
        var shown = await app.Host.SendAsync(HttpMethod.Get, "/v1/tuner/studies/published");

        Assert.Equal((HttpStatusCode.Accepted, "/v1/tuner/studies/published"), (started.Status, started.Location));
        Assert.Equal((HttpStatusCode.OK, "running"), (shown.Status, Json(shown.Body).GetProperty("state").GetString()));
        var orchestration = Assert.Single(app.Host.Durable.Instances, i => i.InstanceId.StartsWith("published~", StringComparison.Ordinal));
        Assert.Equal("StudyOrchestration", orchestration.Name);
        Assert.Equal("published", JsonSerializer.Deserialize<StudyRun>(orchestration.Input)!.Study);
    }

    [Fact]
    public async Task GetStudy_Unknown_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await app.Host.SendAsync(HttpMethod.Get, "/v1/tuner/studies/nobody")).Status);

    [Fact]
    public async Task SafetyNet_TimerFires_StartsWhatNobodyCameToStart()
    {
        // A study was stored, and the process that did so has died before it could start the orchestration.
        var started = await app.Host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", Study("orphan"));
        app.Host.Durable.Forget("orphan~");

        await app.Host.InvokeAsync("SafetyNet", new TypedData { Json = Timer });

        Assert.Equal(HttpStatusCode.Accepted, started.Status);
        Assert.Single(app.Host.Durable.Instances, i => i.InstanceId.StartsWith("orphan~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Study_OrchestratedOnTheWorker_RunsToItsEnd()
    {
        await app.Host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", Study("whole"));

        var (status, output) = await new OrchestrationRun(
            app.Host,
            Assert.Single(app.Host.Durable.Instances, i => i.InstanceId.StartsWith("whole~", StringComparison.Ordinal))).EndAsync();

        Assert.Equal((OrchestrationStatus.Completed, "\"ended: Trials\""), (status, output));
        var study = Json((await app.Host.SendAsync(HttpMethod.Get, "/v1/tuner/studies/whole")).Body);
        Assert.Equal(
            ("ended", 3), (study.GetProperty("state").GetString(), study.GetProperty("counts").GetProperty("complete").GetInt32()));
    }

    [Fact]
    public async Task CallAgentTool_OnTheWorker_StartsAStudyAndAnswersAnEvent()
    {
        var answer = await app.Host.SendAsync(
            HttpMethod.Post, "/v1/tuner/mcp",
            """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"start_study",
             "arguments":{"name":"agents","objective":"branin","trials":3,"limitUsd":1}}}
            """);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.Status, answer.MediaType));
        var message = Json(answer.Body.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..]);
        Assert.Equal(7, message.GetProperty("id").GetInt32());
        var result = message.GetProperty("result");
        Assert.StartsWith("\"agents\" is running: 3 trials, at most $1.00, of what the objective reports as its cost.",
            result.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Single(app.Host.Durable.Instances, i => i.InstanceId.StartsWith("agents~", StringComparison.Ordinal));
    }

    private static string Study(string name) => $$"""{"name":"{{name}}","objective":"branin","trials":3}""";

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
