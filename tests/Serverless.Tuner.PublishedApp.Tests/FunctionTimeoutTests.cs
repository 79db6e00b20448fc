using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Protobuf;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>A trial that takes longer than <c>functionTimeout</c> of the published <c>host.json</c> lets it.</summary>
public sealed class FunctionTimeoutTests(PublishedApp app) : IAsyncLifetime
{
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
        // Trains for about an hour.
        const string study = """{"name":"long","objective":"digits","fixed":{"epochs":100000,"hiddenUnits":512},"searchSpace":{"learningRate":[0.001,0.1,"log"]},"trials":1}""";
        await host.SendAsync(HttpMethod.Post, "/v1/tuner/studies", study);

        var (status, output) = await new OrchestrationRun(host, Assert.Single(host.Durable.Instances)).EndAsync();

        Assert.Equal((OrchestrationStatus.Completed, "\"ended: Trials\""), (status, output));
        var trial = Json((await host.SendAsync(HttpMethod.Get, "/v1/tuner/studies/long/trials/0")).Body);
        Assert.Equal("failed", trial.GetProperty("state").GetString());
        Assert.Equal("functionTimeout: the function app ends an evaluation after 4 s", trial.GetProperty("reason").GetString());
        Assert.InRange(trial.GetProperty("endedAt").GetDateTimeOffset() - trial.GetProperty("startedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
    }

    private void CopyApp(string functionTimeout)
    {
        foreach (var file in Directory.EnumerateFiles(app.Directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
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
