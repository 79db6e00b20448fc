using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Outbound;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Studies whose objective is a web endpoint.</summary>
public sealed class HttpObjectiveTests(TunerApps apps)
{
    private TunerApp App => apps.App;

    [Fact]
    public async Task Endpoint_ThatAnswersWithTheOutcome_EvaluatesTheStudy()
    {
        await using var endpoint = await Endpoint.StartAsync((http, call, _) => http.Response.WriteAsync(
            $$"""{"value": {{call.Body.GetProperty("parameters").GetProperty("x").GetRawText()}}, "costUsd": 0.25, "metrics": {"m": 2}, "attributes": {"who": "me"} }"""));

        await StartAsync(
            "http-200", endpoint, """ "trials": 3, "parallelism": 2, "budget": {"limitUsd": 10, "reported": true}, "fixed": {"z": 7} """);
        var study = await App.EndAsync("http-200");

        var trials = await App.TrialsAsync("http-200");
        Assert.Equal(3, study.Counts.Complete);
        Assert.Equal(0.75m, study.Ledger.SpentUsd);
        Assert.All(
            trials, t => Assert.Equal(double.Parse(t.Parameters["x"].ToString(), CultureInfo.InvariantCulture), t.Values!.Single(), 6));
        Assert.All(trials, t => Assert.Equal((2, "me"), (t.Metrics!["m"], t.Attributes!["who"])));
        var call = endpoint.Calls[0].Body;
        Assert.Equal(("http-200", 1), (call.GetProperty("study").GetString(), call.GetProperty("attempt").GetInt32()));
        Assert.Equal(7, call.GetProperty("parameters").GetProperty("z").GetInt32());
        Assert.True(call.GetProperty("deadline").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        Assert.Equal(3, endpoint.Calls.Select(c => c.Headers["webhook-id"]).Distinct().Count());
    }

    [Fact]
    public async Task Header_ThatTheEndpointRepeats_IsHiddenInReasonsAndAttributes()
    {
        await using var endpoint = await Endpoint.StartAsync(async (http, call, before) =>
        {
            var header = call.Headers["Authorization"];
            if (before == 0) http.Response.StatusCode = StatusCodes.Status418ImATeapot;
            if (before == 2) http.Response.StatusCode = StatusCodes.Status202Accepted;
            await http.Response.WriteAsync(before == 1 ? $$"""{"value": 1, "attributes": {"a": "{{header}}"} }""" : $"no {header}");
        });
        await App.Client.StartStudyAsync(
            $$$"""
            {"name": "http-echo", "objective": {"kind": "http", "url": "{{{endpoint.Url}}}", "headers": {"Authorization": "Bearer s3cret-header"} },
             "searchSpace": {"x": [0, 1]}, "trials": 3, "parallelism": 1, "maxAttempts": 1}
            """);
        var third = await endpoint.CallAsync(2);
        await WaitsAsync("http-echo", 2);
        await PostAsync(third.CallbackUrl, """{"error": "not with s3cret-header"}""");
        await App.EndAsync("http-echo");

        var trials = await App.TrialsAsync("http-echo");
        Assert.EndsWith("no ***", trials[0].Reason, StringComparison.Ordinal);
        Assert.Equal("***", trials[1].Attributes!["a"]);
        Assert.Equal("not with ***", trials[2].Reason);
    }

    [Fact]
    public async Task Callback_AfterAnAccepted_IsToldOnce()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync("http-202", endpoint, """ "trials": 2 """);
        var first = await endpoint.CallAsync(0);
        await WaitsAsync("http-202", 0);

        var accepted = await PostAsync(first.CallbackUrl, """{"value": 0.5, "costUsd": 1}""");
        var again = await PostAsync(first.CallbackUrl, """{"value": 0.5, "costUsd": 1}""");
        var other = await PostAsync(first.CallbackUrl, """{"value": 0.6}""");
        var second = await endpoint.CallAsync(1);
        await PostAsync(second.CallbackUrl, """{"value": 0.7}""");
        var study = await App.EndAsync("http-202");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict), (accepted.StatusCode, again.StatusCode, other.StatusCode));
        Assert.Equal(await accepted.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal((2, 0.5), (study.Counts.Complete, study.Best!.Values[0]));
        Assert.Equal(2, endpoint.Calls.Count);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(first.CallbackUrl, """{"value": 0.5, "costUsd": 1}""")).StatusCode);
    }

    [Theory]
    [InlineData("""{"value": "x"}""", "/value")]
    [InlineData("""{"values": [1, null]}""", "/values/1")]
    [InlineData("""{"valeu": 1}""", "/valeu")]
    [InlineData("""{}""", "/value")]
    [InlineData("""{"value": 1, "costUsd": -1}""", "/costUsd")]
    [InlineData("""[1]""", "")]
    [InlineData("""{"value": NaN}""", "/value")]
    public async Task Callback_ThatIsWrong_SaysWhereAndChangesNothing(string body, string pointer)
    {
        var name = $"http-wrong-{Math.Abs(StringComparer.Ordinal.GetHashCode(body))}";
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync(name, endpoint, """ "trials": 1 """);
        var call = await endpoint.CallAsync(0);

        var answer = await PostAsync(call.CallbackUrl, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var errors = problem.RootElement.GetProperty("errors").EnumerateArray();
        Assert.Contains(pointer, errors.Select(e => e.GetProperty("pointer").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(call.CallbackUrl, """{"value": 1}""")).StatusCode);
        await App.EndAsync(name);
    }

    [Fact]
    public async Task Callback_WithoutTheTokenOfItsAttempt_IsRefused()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync("http-token", endpoint, """ "trials": 1, "maxAttempts": 2, "retryDelaySeconds": 0.1 """);
        var first = await endpoint.CallAsync(0);
        var plain = first.CallbackUrl[..first.CallbackUrl.IndexOf('?', StringComparison.Ordinal)];

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(plain, """{"value": 1}""")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(plain + "?token=wrong", """{"value": 1}""")).StatusCode);
        foreach (var (part, other) in new[] { ("/0/1?", "/0/2?"), ("/0/1?", "/7/1?"), ("http-token", "nothing") })
        {
            var elsewhere = first.CallbackUrl.Replace(part, other, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(elsewhere, """{"value": 1}""")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(first.CallbackUrl, """{"error": "out of memory"}""")).StatusCode);
        var second = await endpoint.CallAsync(1);
        Assert.Equal(2, second.Attempt);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(first.CallbackUrl, """{"value": 1}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(second.CallbackUrl, """{"error": "out of memory"}""")).StatusCode);
        await App.EndAsync("http-token");

        var trial = (await App.TrialsAsync("http-token")).Single();
        Assert.Equal((TrialState.Failed, "out of memory"), (trial.State, trial.Reason));
    }

    [Fact]
    public async Task Callback_OfAStudyThatNamesASecret_MustBeSigned()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync("http-signed", endpoint, """ "trials": 1 """, """, "secret": "trainer" """);
        var call = await endpoint.CallAsync(0);
        var keys = Endpoint.Settings.Secrets.Find("trainer");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        const string Body = """{"value": 1}""";
        var signature = WebhookSignature.Sign(keys, "m", now, Encoding.UTF8.GetBytes(Body));

        Assert.StartsWith("v1,", call.Headers["webhook-signature"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(call.CallbackUrl, Body)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(call.CallbackUrl, Body + " ", ("m", now, signature))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(call.CallbackUrl, Body, ("m", now, signature))).StatusCode);
        await App.EndAsync("http-signed");
    }

    [Fact]
    public async Task Report_ThatThePrunerStops_EndsTheTrial()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync("http-pruned", endpoint, """ "trials": 1, "pruner": {"type": "threshold", "upper": 10} """);
        var call = await endpoint.CallAsync(0);
        await WaitsAsync("http-pruned", 0);

        var on = await ReportAsync(call, """{"step": 0, "value": 1}""");
        var several = await ReportAsync(call, """{"reports": [{"step": 1, "value": 2}, {"step": 2, "value": 3}]}""");
        var over = await ReportAsync(call, """{"step": 3, "value": 11}""");
        var again = await ReportAsync(call, """{"step": 3, "value": 11}""");
        await App.EndAsync("http-pruned");

        Assert.Equal([false, false, true, true], new[] { on, several, over, again }.Select(r => r.GetProperty("prune").GetBoolean()));
        Assert.Contains("threshold", over.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var trial = await App.Client.GetTrialAsync("http-pruned", 0);
        Assert.Equal(TrialState.Pruned, trial.State);
        Assert.Equal(11, trial.Values!.Single());
        Assert.Equal([1, 2, 3, 11], trial.Reports!.Select(r => r.Value));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(call.CallbackUrl, """{"value": 1}""")).StatusCode);
    }

    [Fact]
    public async Task Trial_WhoseCallbackDoesNotCome_TimesOutAndIsTriedAgain()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync(
            "http-timeout", endpoint, """ "trials": 1, "trialTimeoutSeconds": 1.5, "maxAttempts": 2, "retryDelaySeconds": 0.1 """);

        await App.EndAsync("http-timeout");

        var trial = (await App.TrialsAsync("http-timeout")).Single();
        Assert.Equal((TrialState.Failed, 2, 2), (trial.State, trial.Attempt, endpoint.Calls.Count));
        Assert.StartsWith("timeout", trial.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trial_WhoseMoneyIsUsedUpWhileItWaits_IsCut()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync("http-money", endpoint, """ "trials": 1, "budget": {"limitUsd": 0.002, "usdPerHour": 3.6} """);

        var study = await App.EndAsync("http-money");

        var trial = (await App.TrialsAsync("http-money")).Single();
        Assert.Equal((TrialState.Pruned, "budget"), (trial.State, trial.Reason));
        Assert.Equal((0.002m, 0m), (study.Ledger.SpentUsd, study.Ledger.OverrunUsd));
    }

    [Fact]
    public async Task Trial_ThatWaits_EndsWhenItsStudyIsStoppedOrItIsCancelled()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await StartAsync("http-stop", endpoint, """ "trials": 4, "parallelism": 2, "budget": {"limitUsd": 100, "usdPerHour": 36} """);
        await WaitsAsync("http-stop", 0);
        await WaitsAsync("http-stop", 1);

        await App.Client.CancelTrialAsync("http-stop", 0);
        await WaitsAsync("http-stop", 2);
        await App.Client.StopStudyAsync("http-stop");
        await App.EndAsync("http-stop");

        var trials = await App.TrialsAsync("http-stop");
        Assert.Equal(["cancelled", "stopped", "stopped"], trials.Select(t => t.Reason));
        Assert.All(trials, t => Assert.True(t.CostUsd > 0, "its time was paid for"));
    }

    [Theory]
    [InlineData(500, null, 2, "answered 500")]
    [InlineData(422, null, 1, "answered 422")]
    [InlineData(302, null, 1, "Redirects are not followed")]
    [InlineData(503, "7200", 2, "answered 503")]
    public async Task Endpoint_ThatFails_FailsTheAttempt(int status, string? retryAfter, int calls, string reason)
    {
        var name = $"http-{status}";
        await using var endpoint = await Endpoint.StartAsync((http, _, _) =>
        {
            http.Response.StatusCode = status;
            if (retryAfter is not null) http.Response.Headers.RetryAfter = retryAfter;
            return http.Response.WriteAsync("no such thing");
        });
        await StartAsync(name, endpoint, """ "trials": 1, "maxAttempts": 2, "retryDelaySeconds": 0.1 """);

        await App.EndAsync(name);

        var trial = (await App.TrialsAsync(name)).Single();
        Assert.Equal((TrialState.Failed, calls), (trial.State, endpoint.Calls.Count));
        Assert.Contains(reason, trial.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_ThatIsBusy_IsCalledAgainWithTheSameId()
    {
        await using var endpoint = await Endpoint.StartAsync((http, _, before) =>
        {
            if (before > 0) return http.Response.WriteAsync("""{"value": 1}""");
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        await StartAsync("http-busy", endpoint, """ "trials": 1, "maxAttempts": 1 """);

        Assert.Equal(1, (await App.EndAsync("http-busy")).Counts.Complete);
        Assert.Single(endpoint.Calls.Select(c => c.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task Endpoint_ThatHangs_FailsTheAttempt()
    {
        await using var endpoint = await Endpoint.StartAsync((http, _, _) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await StartAsync("http-hangs", endpoint, """ "trials": 1, "maxAttempts": 1 """, """, "timeoutSeconds": 0.5 """);

        await App.EndAsync("http-hangs");

        Assert.Contains("within 0.5 s", (await App.TrialsAsync("http-hangs")).Single().Reason, StringComparison.Ordinal);
    }

    private Task StartAsync(string name, Endpoint endpoint, string fields, string objective = "") => App.Client.StartStudyAsync(
        $$"""{"name": "{{name}}", "objective": {"kind": "http", "url": "{{endpoint.Url}}"{{objective}}}, "searchSpace": {"x": [0, 1]}, {{fields}}}""");

    /// <summary>Waits until a trial waits for its call-back, and nothing here evaluates it.</summary>
    private async Task WaitsAsync(string study, int number)
    {
        var store = App.Services.GetRequiredService<StudyStore>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await store.FindTrialAsync(StudyName.Parse(study), number, limit.Token) is not ({ IsElsewhere: true }, _))
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
    }

    private async Task<JsonElement> ReportAsync(Endpoint.Call call, string body)
    {
        var answer = await PostAsync(call.ReportUrl, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    private async Task<HttpResponseMessage> PostAsync(string url, string body, (string Id, long At, string Signature)? signed = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Json(body) };
        if (signed is var (id, at, signature))
        {
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", signature);
        }

        return await App.Http.SendAsync(request);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
