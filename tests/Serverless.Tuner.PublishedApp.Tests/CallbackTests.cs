using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.DurableTask.Protobuf;
using Serverless.Tuner.Functions.Tests;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>An endpoint that calls back, in the real worker: what wakes the orchestration goes the way of the durable client.</summary>
public sealed class CallbackTests(PublishedApp app)
{
    [Fact]
    public async Task Callback_OfATrialThatWaits_EndsTheStudy()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var endpoint = await Endpoint.AcceptingAsync();
        var settings = RunningApp.Settings(azurite);
        settings["TUNER_OUTBOUND_ALLOW"] = "127.0.0.1";
        settings["TUNER_PUBLIC_URL"] = "https://tuner.example/";
        await using var host = await StandInHost.StartAsync(app.Directory, settings);
        await host.SendAsync(
            HttpMethod.Post, "/v1/tuner/studies",
            $$"""{"name": "told", "objective": {"url": "{{endpoint.Url}}"}, "searchSpace": {"x": [0, 1]}, "trials": 1}""");

        var running = new OrchestrationRun(host, Assert.Single(host.Durable.Studies)).EndAsync();
        var call = await endpoint.CallAsync(0).WaitAsync(TimeSpan.FromSeconds(20));
        var told = new Uri(call.CallbackUrl);
        var table = new TableClient(azurite.ConnectionString, "tunerstudies");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await RowAsync()).ContainsKey("LookAt")) await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
        // It comes once the trial waits and nothing evaluates it.
        var answer = await host.SendAsync(HttpMethod.Post, told.PathAndQuery, """{"value": 0.5}""");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        var (status, output) = await running.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("tuner.example", told.Host);
        Assert.Equal((OrchestrationStatus.Completed, "\"ended: Trials\""), (status, output));
        var trial = JsonSerializer.Deserialize<JsonElement>((await host.SendAsync(HttpMethod.Get, "/v1/tuner/studies/told/trials/0")).Body);
        Assert.Equal(("complete", 0.5), (trial.GetProperty("state").GetString(), trial.GetProperty("values")[0].GetDouble()));
        Assert.Single(endpoint.Calls);

        async Task<TableEntity> RowAsync() =>
            (await table.GetEntityAsync<TableEntity>("told", "trial|0000000000", cancellationToken: limit.Token)).Value;
    }
}
