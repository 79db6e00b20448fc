using System.Diagnostics;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Telemetry;

/// <summary>The trace of a study.</summary>
[Collection(nameof(ObservedApp))]
public sealed class StudyTraceTests(ObservedApp observed)
{
    private TunerApp App => observed.App;

    [Fact]
    public async Task Study_ThatIsEvaluatedHere_IsOneTraceOfStartAdvanceSuggestEvaluateReportTellAndStudy()
    {
        await App.Client.StartStudyAsync(
            """{"name":"trace-whole","objective":"reports","trials":3,"parallelism":2,"timeoutSeconds":600,"sampler":"random"}""");
        await App.EndAsync("trace-whole");

        var spans = await observed.SpansAsync("trace-whole", "study", "tell");
        var start = Assert.Single(spans, span => span.OperationName == "start");
        Assert.All(spans, span => Assert.Equal(start.TraceId, span.TraceId));
        Assert.Equal(default, start.ParentSpanId);
        // Each suggestion and outcome once, although every step replays the orchestrator from the start.
        Assert.Equal(
            ["evaluate 3", "report 15", "start 1", "study 1", "suggest 3", "tell 3"],
            spans.Where(span => span.OperationName != "advance").CountBy(span => span.OperationName)
                .Select(name => $"{name.Key} {name.Value}").Order(StringComparer.Ordinal));
        AssertBelow(spans, "advance", "start");
        AssertBelow(spans, "suggest", "advance");
        AssertBelow(spans, "tell", "advance");
        AssertBelow(spans, "evaluate", "start");
        AssertBelow(spans, "report", "evaluate");
        AssertBelow(spans, "study", "start");
        Assert.All(spans, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public async Task Start_OfAStudy_LinksToTheRequestThatStartedIt()
    {
        await App.Client.StartStudyAsync("""{"name":"trace-linked","objective":"number","trials":1}""");
        await App.EndAsync("trace-linked");

        var start = Assert.Single(await observed.SpansAsync("trace-linked", "start", "study"), span => span.OperationName == "start");
        Assert.Equal("Microsoft.AspNetCore", (await observed.RequestOfAsync(start)).Source.Name);
    }

    [Fact]
    public async Task Start_OfTheSameStudyAgain_AddsNoSpan()
    {
        const string File = """{"name":"trace-again","objective":"number","trials":1}""";
        await App.Client.StartStudyAsync(File);
        await App.Client.StartStudyAsync(File);
        await App.EndAsync("trace-again");

        Assert.Single(await observed.SpansAsync("trace-again", "start", "study"), span => span.OperationName == "start");
    }

    [Fact]
    public async Task Spans_SayWhatTheStudyWasAskedForAndWhatItCameTo()
    {
        await App.Client.StartStudyAsync(
            """
            {"name":"trace-says","objective":"costly","trials":4,"timeoutSeconds":600,"sampler":{"type":"own","start":0.5},
             "budget":{"limitUsd":5,"reported":true}}
            """);
        var ended = await App.EndAsync("trace-says");

        var spans = await observed.SpansAsync("trace-says", "study", "tell");
        var study = Assert.Single(spans, span => span.OperationName == "study").TagObjects.ToDictionary();
        Assert.Equal(
            ("own", "minimize", 4, 600.0, "value", "x"),
            (study["algorithm_name"], study["problem_type"], study["n_trials"], study["timeout"], study["metric"],
                study["search_space_params"]));
        Assert.Equal(
            (0.125, 4, 0, 0, 1.2, "trials"),
            (study["best_value"], study["n_trials_completed"], study["n_trials_pruned"], study["n_trials_failed"], study["cost"],
                study["stop_reason"]));
        Assert.Equal((ended.EndedAt - ended.StartedAt)!.Value.TotalSeconds, (double)study["duration_seconds"]!, 3);
        Assert.Equal([0, 1, 2, 3], Numbers(spans, "suggest"));
        Assert.All(spans.Where(span => span.OperationName == "suggest"), span => Assert.Equal("own", span.GetTagItem("sampler")));
        foreach (var name in (string[])["evaluate", "tell"])
        {
            Assert.Equal([0, 1, 2, 3], Numbers(spans, name));
            Assert.All(
                spans.Where(span => span.OperationName == name),
                span => Assert.Equal(("complete", 0.3), (span.GetTagItem("state"), span.GetTagItem("cost"))));
        }
    }

    [Fact]
    public async Task Spans_OfWhatFails_AreErrors()
    {
        await App.Client.StartStudyAsync("""{"name":"trace-fails","objective":"throws","trials":5,"maxAttempts":1,"maxFailures":1}""");
        await App.EndAsync("trace-fails");

        var spans = await observed.SpansAsync("trace-fails", "study", "tell");
        foreach (var name in (string[])["evaluate", "tell", "study"])
            Assert.All(spans.Where(span => span.OperationName == name), span =>
            {
                Assert.Equal(ActivityStatusCode.Error, span.Status);
                Assert.Contains("no luck with trial", span.StatusDescription, StringComparison.Ordinal);
            });
        Assert.All(spans.Where(span => span.OperationName == "tell"), span => Assert.Equal("failed", span.GetTagItem("state")));
        Assert.All(spans.Where(span => span.OperationName == "advance"), span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public async Task Evaluate_OfAnAttemptThatIsRepeated_IsAnErrorAndTheNextIsNone()
    {
        await App.Client.StartStudyAsync("""{"name":"trace-retries","objective":"throws-once","trials":1,"retryDelaySeconds":0}""");
        await App.EndAsync("trace-retries");

        var attempts = (await observed.SpansAsync("trace-retries", "study")).Where(span => span.OperationName == "evaluate")
            .OrderBy(span => span.StartTimeUtc).ToArray();
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], attempts.Select(span => span.Status));
        Assert.Equal([1, 2], attempts.Select(span => span.GetTagItem("attempt")).Cast<int>());
        Assert.Equal(["waiting", "complete"], attempts.Select(span => span.GetTagItem("state")).Cast<string>());
    }

    [Fact]
    public async Task Report_AtWhichTheTrialIsPruned_SaysSo()
    {
        await App.Client.StartStudyAsync(
            """{"name":"trace-pruned","objective":"reports","trials":1,"sampler":{"type":"own","start":0.5},"pruner":"own"}""");
        await App.EndAsync("trace-pruned");

        var spans = await observed.SpansAsync("trace-pruned", "study", "tell");
        var reports = spans.Where(span => span.OperationName == "report").OrderBy(span => (int)span.GetTagItem("step")!).ToArray();
        Assert.Equal([null, null, true], reports.Take(3).Select(span => (bool?)span.GetTagItem("pruned")));
        var tell = Assert.Single(spans, span => span.OperationName == "tell");
        Assert.Equal(("pruned", ActivityStatusCode.Unset), (tell.GetTagItem("state"), tell.Status));
    }

    [Fact]
    public async Task Spans_OfAStudyOfWorkers_AreOfItsTraceAndLinkToTheirRequests()
    {
        await App.Client.StartStudyAsync("""{"name":"trace-workers","searchSpace":{"x":[0,1]},"trials":1}""");
        var trial = Assert.Single((await App.Client.SuggestAsync("trace-workers")).Trials);
        await App.Client.ReportAsync("trace-workers", trial.Number, new ReportRequest(trial.Lease, [new ReportView(1, 0.5)]));
        await App.Client.HeartbeatAsync("trace-workers", trial.Number, new HeartbeatRequest(trial.Lease));
        await App.Client.CompleteAsync("trace-workers", trial.Number, new CompleteRequest(trial.Lease, [0.5]));

        var spans = await observed.SpansAsync("trace-workers", "study");
        Assert.All(spans, span => Assert.Equal(spans[0].TraceId, span.TraceId));
        Assert.Equal(
            ["advance 2", "evaluate 1", "report 1", "start 1", "study 1", "suggest 1", "tell 1"],
            spans.CountBy(span => span.OperationName).Select(name => $"{name.Key} {name.Value}").Order(StringComparer.Ordinal));
        foreach (var span in spans.Where(span => span.OperationName is "report" or "advance"))
            Assert.Equal("Microsoft.AspNetCore", (await observed.RequestOfAsync(span)).Source.Name);
        var evaluate = Assert.Single(spans, span => span.OperationName == "evaluate");
        Assert.Equal(("complete", 0.5), (evaluate.GetTagItem("state"), evaluate.GetTagItem("value")));
        Assert.True(evaluate.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task Endpoint_OfAnHttpStudy_IsGivenTheTraceAndItsCallbacksAreOfIt()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await App.Client.StartStudyAsync(
            $$$"""
            {"name":"trace-http","objective":{"kind":"http","url":"{{{endpoint.Url}}}","headers":{"Authorization":"Bearer s3cret-header"}},
             "searchSpace":{"x":[0,1]},"trials":1}
            """);
        var call = await endpoint.CallAsync(0);
        await WaitsAsync("trace-http");
        await PostAsync(call.ReportUrl, """{"reports":[{"step":1,"value":0.5}]}""");
        await PostAsync(call.CallbackUrl, """{"value":0.25}""");
        await App.EndAsync("trace-http");

        var spans = await observed.SpansAsync("trace-http", "study", "tell", "evaluate");
        Assert.StartsWith($"00-{spans[0].TraceId}-", call.Headers["traceparent"], StringComparison.Ordinal);
        var report = Assert.Single(spans, span => span.OperationName == "report");
        Assert.Equal("Microsoft.AspNetCore", (await observed.RequestOfAsync(report)).Source.Name);
        var tell = Assert.Single(spans, span => span.OperationName == "tell");
        Assert.Equal(("complete", 0.25), (tell.GetTagItem("state"), tell.GetTagItem("value")));
        Assert.DoesNotContain(
            spans.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("s3cret", StringComparison.Ordinal));
    }

    /// <summary>It was created where nobody listened, and goes on elsewhere.</summary>
    [Fact]
    public async Task Spans_OfAStudyThatBeganWithoutATrace_AreOneTraceInEveryProcess()
    {
        await App.Client.StartStudyAsync("""{"name":"trace-late","searchSpace":{"x":[0,1]},"trials":2}""");
        var rows = App.Tables.GetTableClient("tunerstudies");
        var row = (await rows.GetEntityAsync<TableEntity>("trace-late", "study")).Value;
        Assert.StartsWith("00-", row.GetString("TraceParent"), StringComparison.Ordinal);
        row.Remove("TraceParent");
        await rows.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        for (var i = 0; i < 2; i++)
        {
            await using var other = await TunerApp.StartAsync(observed.ConnectionString, drives: false);
            var trial = Assert.Single((await other.Client.SuggestAsync("trace-late")).Trials);
            await other.Client.CompleteAsync("trace-late", trial.Number, new CompleteRequest(trial.Lease, [0.5]));
        }

        var spans = (await observed.SpansAsync("trace-late", "study")).Where(span => span.OperationName != "start").ToArray();
        Assert.Equal(2, spans.Count(span => span.OperationName == "suggest"));
        Assert.Equal([row.GetGuid("Id")!.Value.ToString("N")], spans.Select(span => span.TraceId.ToString()).Distinct());
    }

    [Fact]
    public async Task Spans_OfHostileNamesAndSecrets_ShowNeither()
    {
        await App.Client.StartStudyAsync(
            """
            {"name":"trace-hostile","trials":1,"maxAttempts":1,"tags":{"problem_type":"a\u202eb top-secret-word"},"searchSpace":{"x\u202e\u2028y":[0,1]},
             "objective":{"command":["sh","-c","echo \"no $WORD\" >&2; printf '\\033[31m' >&2; exit 3"],"environment":{"WORD":"top-secret-word"}}}
            """);
        await App.EndAsync("trace-hostile");

        var spans = await observed.SpansAsync("trace-hostile", "study", "tell");
        var texts = spans.SelectMany(
            span => span.TagObjects.Select(tag => tag.Value as string).Append(span.StatusDescription)
                .Concat(span.Events.SelectMany(e => e.Tags.Select(tag => tag.Value as string)))).OfType<string>().ToArray();
        Assert.Contains(texts, text => text.Contains("no ***", StringComparison.Ordinal));
        Assert.Contains("a\uFFFDb ***", texts);
        Assert.Contains("x\uFFFD\uFFFDy", texts);
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain("top-secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, char.IsControl);
            Assert.DoesNotContain('\u202e', text);
        });
    }

    /// <summary>Waits until the study's first trial waits for its call-back.</summary>
    private async Task WaitsAsync(string study)
    {
        var store = App.Services.GetRequiredService<StudyStore>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await store.FindTrialAsync(StudyName.Parse(study), 0, limit.Token) is not ({ IsElsewhere: true }, _))
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
    }

    private async Task PostAsync(string url, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await App.Http.PostAsync(url, content);
        answer.EnsureSuccessStatusCode();
    }

    private static IEnumerable<int> Numbers(Activity[] spans, string name) =>
        spans.Where(span => span.OperationName == name).Select(span => (int)span.GetTagItem("trial_number")!).Order();

    private static void AssertBelow(Activity[] spans, string name, string parent)
    {
        var parents = spans.Where(span => span.OperationName == parent).Select(span => span.SpanId).ToHashSet();
        Assert.All(spans.Where(span => span.OperationName == name), span => Assert.Contains(span.ParentSpanId, parents));
    }
}
