using System.Net;
using System.Text;
using Azure.Data.Tables;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Client;
using Serverless.Tuner.EndToEnd;
using Serverless.Tuner.Functions.Tests;

namespace Serverless.Tuner.ChaosTests;

/// <summary>The host is killed while trials wait for the call-backs of their endpoint.</summary>
public sealed class CallbackKillTests(SharedAzurite azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData("memory")]
    [InlineData("azure-storage")]
    public async Task Host_KilledBetweenAcceptedAndCallback_TrialIsToldOnceAndNotPostedAgain(string engine)
    {
        Assert.SkipWhen(engine != "memory" && !Suite.IsLong, "takes minutes: --long");
        var name = $"callback-{engine}";
        var data = Directory.CreateTempSubdirectory("tuner-callback-");
        // The task hub of that engine needs queues and blobs beside the tables.
        await using var whole = engine == "memory" ? null : await AzuriteProcess.StartAsync(isWhole: true);
        var storage = whole ?? azurite.Process;
        var (tables, port) = (new Tables(storage), TunerProcess.FreePort());
        await using var endpoint = await Endpoint.AcceptingAsync();
        var (server, client) = Serve(storage, engine, port, data);
        try
        {
            await server.ReadyAsync(client);
            await client.StartStudyAsync(
                $$"""
                {"name": "{{name}}", "objective": {"url": "{{endpoint.Url}}"}, "searchSpace": {"x": [0, 1]}, "trials": 2, "parallelism": 2}
                """);
            await WaitAsync(storage, name, 0);
            await WaitAsync(storage, name, 1);
            await KillAsync();

            await TellAsync(endpoint.Calls.Single(c => c.Trial == 0), """{"value": 0.25}""");
            await tables.UntilAsync(name, row => Tables.Told(row) == 1, Patience);
            await KillAsync();

            await TellAsync(endpoint.Calls.Single(c => c.Trial == 1), """{"value": 0.5}""");
            await tables.UntilEndedAsync(name, Patience);
            await TellAsync(endpoint.Calls.Single(c => c.Trial == 0), """{"value": 0.25}""");
        }
        finally
        {
            await server.DisposeAsync();
            data.Delete(recursive: true);
        }

        var (study, trials) = await tables.CheckEndedAsync(name, 2);
        Assert.Equal(2, study.Complete);
        Assert.Equal([0.25, 0.5], trials.Select(t => t.Outcome.Values!.Single()));
        Assert.All(trials, t => Assert.Equal((1, 0), (t.Attempt, t.Losses)));
        Assert.Equal(2, endpoint.Calls.Count);

        async Task KillAsync()
        {
            await server.KillAsync();
            await server.DisposeAsync();
            (server, client) = Serve(storage, engine, port, data);
            await server.ReadyAsync(client);
        }
    }

    /// <summary>The endpoint has accepted the trial, but the host that called it does not live to hear it. What it tells before the
    /// trial is posted again counts, and after that no more.</summary>
    [Fact]
    public async Task Host_KilledBeforeItHearsThatATrialIsAccepted_PostsItAsTheNextAttemptUnlessItWasTold()
    {
        const string Name = "callback-unheard";
        var data = Directory.CreateTempSubdirectory("tuner-callback-");
        var (storage, port) = (azurite.Process, TunerProcess.FreePort());
        TunerProcess? server = null;
        await using var endpoint = await Endpoint.StartAsync(async (http, call, _) =>
        {
            if (call.Trial == 0) Assert.Equal(HttpStatusCode.OK, await PostAsync(call.CallbackUrl, """{"value": 0.25}"""));
            if (call.Attempt == 1) await server!.KillAsync();
            http.Response.StatusCode = 202;
        });
        try
        {
            (server, var client) = Serve(storage, "memory", port, data);
            await server.ReadyAsync(client);
            await client.StartStudyAsync(
                $$"""
                {"name": "{{Name}}", "objective": {"url": "{{endpoint.Url}}"}, "searchSpace": {"x": [0, 1]}, "trials": 2, "parallelism": 1}
                """);
            for (var killed = 0; killed < 2; killed++)
            {
                await endpoint.CallAsync(killed).WaitAsync(Patience);
                await server.EndAsync(Patience);
                await server.DisposeAsync();
                (server, client) = Serve(storage, "memory", port, data);
                await server.ReadyAsync(client);
            }

            await endpoint.CallAsync(2).WaitAsync(Patience);
            Assert.Equal(HttpStatusCode.Conflict, await PostAsync(endpoint.Calls[1].CallbackUrl, """{"value": 0.5}"""));
            await TellAsync(endpoint.Calls[2], """{"value": 0.75}""");
            await new Tables(storage).UntilEndedAsync(Name, Patience);
        }
        finally
        {
            if (server is not null) await server.DisposeAsync();
            data.Delete(recursive: true);
        }

        Assert.Equal([(0, 1), (1, 1), (1, 2)], endpoint.Calls.Select(c => (c.Trial, c.Attempt)));
        Assert.Equal(3, endpoint.Calls.Select(c => c.Headers["webhook-id"]).Distinct().Count());
        var (_, trials) = await new Tables(storage).CheckEndedAsync(Name, 2);
        Assert.Equal(
            [(1, 0, 0.25), (2, 1, 0.75)], trials.Select(t => (t.Attempt, t.Losses, t.Outcome.Values!.Single())));
    }

    // On the same port: that is where call-backs go.
    private static (TunerProcess Server, TunerClient Client) Serve(AzuriteProcess storage, string engine, int port, DirectoryInfo data) => (
        TunerProcess.Start(
            new Dictionary<string, string> { ["TUNER_OUTBOUND_ALLOW"] = "127.0.0.1" }, "serve", "--engine", engine, "--port", $"{port}",
            "--data", data.FullName, "--connection", storage.ConnectionString),
        TunerProcess.Client(port, data.FullName, TimeSpan.FromSeconds(60)));

    private static async Task<HttpStatusCode> PostAsync(string url, string outcome)
    {
        using var http = new HttpClient();
        using var body = new StringContent(outcome, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(url, body);
        return answer.StatusCode;
    }

    /// <summary>Waits until a trial waits for its call-back, and nothing evaluates it.</summary>
    private static async Task WaitAsync(AzuriteProcess storage, string study, int number)
    {
        var table = new TableClient(storage.ConnectionString, "tunerstudies");
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(study, $"trial|{number:D10}", cancellationToken: limit.Token);
            if (row.HasValue && row.Value!.ContainsKey("LookAt")) return;
            await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
        }
    }

    /// <summary>Calls back as a worker does that has no answer yet: until it has one.</summary>
    private static async Task TellAsync(Endpoint.Call call, string outcome)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                var status = await PostAsync(call.CallbackUrl, outcome);
                if (status == HttpStatusCode.OK) return;
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            }
            catch (HttpRequestException)
            {
                // The server is not there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }
}
