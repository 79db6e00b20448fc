using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.DurableTask.Protobuf;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>A program with a sampler of its own, published: what the Functions host starts is the function app with that sampler,
/// what a person starts is the command line.</summary>
public sealed class OwnProgramTests(OwnProgram program, RunningApp tuner) : IClassFixture<OwnProgram>, IClassFixture<RunningApp>
{
    private const string Study =
        """{"name":"own","objective":"branin","sampler":{"type":"neighbour","parents":2},"trials":12,"parallelism":3}""";

    [Fact]
    public async Task Study_WithTheProgramsSampler_RunsToItsEndOnItsWorker()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var host = await StandInHost.StartAsync(program.Directory, RunningApp.Settings(azurite));

        Assert.Equal(FunctionAttributes.Names, host.Functions.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", Study)).Status);
        var (status, output) = await new OrchestrationRun(host, Assert.Single(host.Durable.Studies)).EndAsync();

        Assert.Equal((OrchestrationStatus.Completed, "\"ended: Trials\""), (status, output));
        var study = Json((await host.SendAsync(HttpMethod.Get, "/v1/tuner/studies/own")).Body);
        Assert.Equal("neighbour", study.GetProperty("spec").GetProperty("sampler").GetProperty("type").GetString());
        Assert.Equal(12, study.GetProperty("counts").GetProperty("complete").GetInt32());
        Assert.Equal(0, await host.TerminateAsync());
    }

    [Fact]
    public async Task StudyWithTheProgramsSampler_OnTheTunerItself_IsRefused()
    {
        var answer = await tuner.Host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", Study);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("/sampler", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_OfTheHost_AreThere()
    {
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "host.json")), File.ReadAllText(PathOf("host.json")));
        Assert.Equal(
            "OwnSampler.dll",
            Json(File.ReadAllText(PathOf("worker.config.json"))).GetProperty("description").GetProperty("defaultWorkerPath").GetString());
        Assert.Equal(
            FunctionAttributes.Names,
            Json(File.ReadAllText(PathOf("functions.metadata"))).EnumerateArray().Select(f => f.GetProperty("name").GetString()!)
                .Order(StringComparer.Ordinal));
        Assert.All(
            Json(File.ReadAllText(PathOf("extensions.json"))).GetProperty("extensions").EnumerateArray(),
            e => Assert.True(File.Exists(PathOf(e.GetProperty("hintPath").GetString()!)), e.ToString()));
        Assert.False(File.Exists(PathOf("local.settings.json")));
    }

    [Fact]
    public async Task Program_StartedByAPerson_IsTheCommandLine()
    {
        var start = new ProcessStartInfo("dotnet", [PathOf("OwnSampler.dll"), "study", "--help"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("extend", output, StringComparison.Ordinal);
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private string PathOf(string file) => Path.Combine(program.Directory, file);
}
