using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Protobuf;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost.Rpc;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>A trial that would run for about an hour, and that the Functions host does not let.</summary>
public sealed class LongTrialTests(PublishedApp app) : IAsyncLifetime
{
    private const string Study =
        """{"name":"long","objective":"digits","fixed":{"epochs":100000,"hiddenUnits":512},"searchSpace":{"learningRate":[0.001,0.1,"log"]},"trials":1}""";

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("functiontimeout-");
    private AzuriteProcess? _azurite;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null) await _azurite.DisposeAsync();
        _copy.Delete(recursive: true);
    }

    [Fact]
    public async Task EvaluateTrial_LongerThanTheFunctionTimeout_FailsTheTrialInTime()
    {
        CopyApp(functionTimeout: "00:00:04");
        await using var host = await StandInHost.StartAsync(_copy.FullName, RunningApp.Settings(_azurite!));
        await host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", Study);

        var (status, output) = await new OrchestrationRun(host, Assert.Single(host.Durable.Studies)).EndAsync();

        Assert.Equal((OrchestrationStatus.Completed, "\"ended: Trials\""), (status, output));
        var trial = await TrialAsync(host);
        Assert.Equal("failed", trial.GetProperty("state").GetString());
        Assert.Equal("functionTimeout: the function app ends an evaluation after 4 s", trial.GetProperty("reason").GetString());
        Assert.InRange(
            trial.GetProperty("endedAt").GetDateTimeOffset() - trial.GetProperty("startedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task EvaluateTrial_HostStops_GivesTheTrialBackAtOnce()
    {
        await using var host = await StandInHost.StartAsync(app.Directory, RunningApp.Settings(_azurite!));
        await host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", Study);
        var run = JsonSerializer.Deserialize<StudyRun>(Assert.Single(host.Durable.Studies).Input)!;
        await host.InvokeAsync(nameof(AdvanceStudy), Input(new AdvanceRequest(run.Study, run.Run, run.Sequence + 1, [], Drain: false)));
        using var stopping = new CancellationTokenSource();
        var evaluating = host.InvokeAsync(nameof(EvaluateTrial), Input(new EvaluateRequest(run.Study, run.Run, 0)), stopping.Token);
        await UntilAsync(host, trial => trial.GetProperty("state").GetString() == "running");

        await stopping.CancelAsync();

        // The activity fails; the next host calls it again.
        await Assert.ThrowsAsync<InvalidOperationException>(() => evaluating);
        // Without that, another worker has it a minute later.
        await UntilAsync(host, trial => trial.GetProperty("state").GetString() == "waiting");
    }

    private static async Task<JsonElement> TrialAsync(StandInHost host) =>
        Json((await host.SendAsync(HttpMethod.Get, "/v1/tuner/studies/long/trials/0")).Body);

    private static async Task UntilAsync(StandInHost host, Func<JsonElement, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition(await TrialAsync(host))) await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
    }

    private static TypedData Input(object input) => new() { Json = JsonSerializer.Serialize(input) };

    private void CopyApp(string functionTimeout)
    {
        foreach (var file in Directory.EnumerateFiles(
            app.Directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            var copy = Path.Combine(_copy.FullName, Path.GetRelativePath(app.Directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var hostJson = Path.Combine(_copy.FullName, "host.json");
        var settings = JsonNode.Parse(File.ReadAllText(hostJson))!;
        settings["functionTimeout"] = functionTimeout;
        File.WriteAllText(hostJson, settings.ToJsonString());
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
