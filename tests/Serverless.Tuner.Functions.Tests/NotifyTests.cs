using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Functions.Notifying;
using Serverless.Tuner.Outbound;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Studies that tell webhooks what happens to them.</summary>
public sealed class NotifyTests(TunerApps apps)
{
    private readonly List<string> _told = [];

    private TunerApp App => apps.App;

    [Fact]
    public async Task Notify_EachEvent_IsToldOnceAndSigned()
    {
        double[] values = [3, 2, 2.5];
        await using var trainer = await Endpoint.StartAsync((http, call, _) => http.Response.WriteAsync(
            $$"""{"value": {{JsonSerializer.Serialize(values[call.Trial])}}, "costUsd": 0.3}"""));
        await using var webhook = await Endpoint.StartAsync((_, _, _) => Task.CompletedTask);

        await App.Client.StartStudyAsync(
            $$"""
            {"name": "notify", "objective": {"kind": "http", "url": "{{trainer.Url}}"}, "searchSpace": {"x": [0, 1]}, "trials": 3,
             "budget": {"limitUsd": 1, "reported": true},
             "notify": [{"url": "{{webhook.Url}}", "secret": "trainer", "on": ["ended", "improved", "failed", "budget80"]},
                        {"url": "{{webhook.Url}}", "on": ["failed"]}]}
            """);
        await App.EndAsync("notify");
        await DeliveredAsync("notify");

        Assert.Equal(
            ["study.budget80", "study.ended", "study.improved", "study.improved"],
            webhook.Calls.Select(TypeOf).Order(StringComparer.Ordinal));
        Assert.Equal(4, webhook.Calls.Select(c => c.Headers["webhook-id"]).Distinct().Count());
        Assert.All(webhook.Calls, c => Assert.StartsWith("v1,", c.Headers["webhook-signature"], StringComparison.Ordinal));
        var data = webhook.Calls.Single(c => TypeOf(c) == "study.ended").Body.GetProperty("data");
        Assert.Equal(
            ("notify", "trials", 3, 2.0, 0.9m),
            (data.GetProperty("study").GetString(), data.GetProperty("stopReason").GetString(), data.GetProperty("trialsRun").GetInt32(),
                data.GetProperty("bestValue").GetDouble(), data.GetProperty("spentUsd").GetDecimal()));
    }

    [Fact]
    public async Task Notify_TrialThatImprovesAndEndsTheStudy_IsToldBeforeTheEnd()
    {
        await using var webhook = await Endpoint.StartAsync(async (_, call, _) =>
        {
            if (TypeOf(call) == "study.improved") await Task.Delay(300);
            lock (_told) _told.Add(TypeOf(call));
        });
        await App.Client.StartStudyAsync(
            $$"""{"name": "notify-order", "objective": "number", "trials": 1, "notify": [{"url": "{{webhook.Url}}", "on": ["ended", "improved"]}]}""");
        await App.EndAsync("notify-order");
        await DeliveredAsync("notify-order");

        Assert.Equal(["study.improved", "study.ended"], _told);
        var improved = webhook.Calls.Single(c => TypeOf(c) == "study.improved").Body.GetProperty("data");
        Assert.False(improved.TryGetProperty("stopReason", out var reason) && reason.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task Notify_WebhookThatFails_IsToldAgainByTheSweepAfterTheStudyHasEnded()
    {
        await using var webhook = await Endpoint.StartAsync((http, _, before) =>
        {
            if (before < 2) http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });
        await App.Client.StartStudyAsync(
            $$"""{"name": "notify-late", "objective": "throws", "trials": 5, "maxFailures": 1, "maxAttempts": 1, "notify": [{"url": "{{webhook.Url}}", "on": ["failed"]}]}""");
        await App.EndAsync("notify-late");
        await webhook.CallAsync(0);
        var store = App.Services.GetRequiredService<StudyStore>();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var sender = new NoticeSender(store, App.Services.GetRequiredService<OutboundClient>(), time, NullLogger<NoticeSender>.Instance);

        Assert.Contains(StudyName.Parse("notify-late"), await NotifyingAsync(store));
        await SweepTests.SweepAsync(App, sender);
        Assert.Single(webhook.Calls);
        time.Advance(TimeSpan.FromSeconds(70));
        await SweepTests.SweepAsync(App, sender);
        Assert.Equal(2, webhook.Calls.Count);
        time.Advance(TimeSpan.FromSeconds(130));
        await SweepTests.SweepAsync(App, sender);
        await SweepTests.SweepAsync(App, sender);

        Assert.Equal(["study.failed", "study.failed", "study.failed"], webhook.Calls.Select(TypeOf));
        Assert.Single(webhook.Calls.Select(c => c.Headers["webhook-id"]).Distinct());
        Assert.DoesNotContain(StudyName.Parse("notify-late"), await NotifyingAsync(store));
    }

    [Fact]
    public async Task Notify_WebhookThatFailsForADay_IsGivenUp()
    {
        await using var webhook = await Endpoint.StartAsync((http, _, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });
        await App.Client.StartStudyAsync(
            $$"""{"name": "notify-never", "objective": "number", "trials": 1, "notify": [{"url": "{{webhook.Url}}", "on": ["ended"]}]}""");
        await App.EndAsync("notify-never");
        await webhook.CallAsync(0);
        var store = App.Services.GetRequiredService<StudyStore>();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + Notices.Lifetime);
        var sender = new NoticeSender(store, App.Services.GetRequiredService<OutboundClient>(), time, NullLogger<NoticeSender>.Instance);

        await sender.SendDueAsync(StudyName.Parse("notify-never"), CancellationToken.None);

        Assert.Equal(2, webhook.Calls.Count);
        Assert.Empty((await store.ReadAsync(StudyName.Parse("notify-never"), CancellationToken.None))!.Notices);
    }

    [Theory]
    [InlineData("""[{"url": "https://hooks.example/"}]""", "/notify/0/on")]
    [InlineData("""[{"url": "https://hooks.example/", "on": ["ended", "end"]}]""", "/notify/0/on/1")]
    [InlineData("""[{"url": "https://hooks.example/", "on": ["ended", "ended"]}]""", "/notify/0/on/1")]
    [InlineData("""[{"url": "https://192.168.0.1/", "on": ["ended"]}]""", "/notify/0/url")]
    [InlineData("""[{"url": "https://hooks.example/", "secret": "unknown", "on": ["ended"]}]""", "/notify/0/secret")]
    [InlineData("""[]""", "/notify")]
    public async Task Start_WithAWebhookThatCannotBeCalled_SaysWhere(string notify, string pointer)
    {
        using var body = new StringContent(
            $$"""{"name": "notify-wrong", "objective": "number", "notify": {{notify}} }""", Encoding.UTF8, "application/json");

        var answer = await App.Http.PostAsync("v1/tuner/studies", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(pointer, problem.RootElement.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    private static string TypeOf(Endpoint.Call call) => call.Body.GetProperty("type").GetString()!;

    private static async Task<List<StudyName>> NotifyingAsync(StudyStore store) =>
        await store.Index.NotifyingAsync(CancellationToken.None).Select(entry => entry.Name).ToListAsync();

    private async Task DeliveredAsync(string name)
    {
        var store = App.Services.GetRequiredService<StudyStore>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await store.ReadAsync(StudyName.Parse(name), limit.Token))!.Notices.Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
    }
}
