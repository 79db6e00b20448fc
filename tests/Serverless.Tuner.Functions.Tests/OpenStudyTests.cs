using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Studies whose trials declare their parameters, over HTTP.</summary>
public sealed class OpenStudyTests(TunerApps apps)
{
    private const string Lr = """ "lr": { "type": "float", "low": 1e-5, "high": 0.1, "log": true } """;
    private const string Opt = """ "opt": { "type": "categorical", "choices": ["sgd", null, true, 3, 0.5] } """;
    private const string Momentum = """ "momentum": { "type": "float", "low": 0.5, "high": 0.99 } """;

    private TunerClient Client => apps.App.Client;

    /// <summary>A whole study as a worker of Optuna's way goes through it: a branch has a parameter of its own.</summary>
    [Fact]
    public async Task Study_ParametersAreFoundWhileRunning_AreSuggestedJointlyAndUnusedOnesAreAbsent()
    {
        var started = await StartAsync("open-whole", """ "direction":"maximize","trials":30,"seed":3,"sampler":"tpe" """);
        Assert.True(started.Spec.OpenSpace);
        Assert.Empty(started.Parameters!);

        var number = 0;
        for (; await Client.SuggestAsync("open-whole") is { Done: false } suggested; number++)
        {
            var trial = Assert.Single(suggested.Trials);
            Assert.Equal(number == 0 ? [] : number == 1 ? ["lr", "opt"] : trial.Parameters.Keys, trial.Parameters.Keys);
            var asked = await DeclareAsync("open-whole", trial, $"{Lr}, {Opt}");
            foreach (var (name, value) in trial.Parameters.Where(p => p.Key is "lr" or "opt")) Assert.Equal(value, asked[name]);
            Assert.InRange(asked["lr"].AsDouble(), 1e-5, 0.1);
            string[] used = ["lr", "opt"];
            var value1 = -Math.Abs(Math.Log10(asked["lr"].AsDouble()) + 3);
            if (!asked["opt"].IsNull && asked["opt"] == ParameterValue.Of("sgd"))
            {
                var momentum = (await DeclareAsync("open-whole", trial, Momentum))["momentum"];
                Assert.Equal(momentum, (await DeclareAsync("open-whole", trial, Momentum))["momentum"]);
                value1 += momentum.AsDouble();
                used = [.. used, "momentum"];
            }

            await Client.CompleteAsync("open-whole", trial.Number, new CompleteRequest(trial.Lease, [value1]) { Used = used });
        }

        Assert.Equal(30, number);
        var trials = await apps.App.TrialsAsync("open-whole");
        Assert.All(trials, t => Assert.Equal(t.Parameters["opt"] == ParameterValue.Of("sgd"), t.Parameters.ContainsKey("momentum")));
        Assert.Contains(trials, t => t.Parameters.ContainsKey("momentum"));
        Assert.Contains(trials, t => t.Parameters["opt"].IsNull);
        var study = await Client.GetStudyAsync("open-whole");
        Assert.Equal((StudyState.Ended, StopReason.Trials), (study.State, study.StopReason));
        Assert.Equal(["lr", "opt", "momentum"], study.Parameters!.Select(p => p.Name));
        Assert.Empty(study.Spec.SearchSpace);
    }

    [Fact]
    public async Task Null_AsAValue_IsAPresentKeyInTheJson()
    {
        await StartAsync("open-null", """ "trials":3 """);
        var trial = Assert.Single((await Client.SuggestAsync("open-null")).Trials);
        using var answer = await PostAsync("open-null", trial, """ "only": { "type": "categorical", "choices": [null] } """);

        Assert.Equal("""{"parameters":{"only":null}}""", await answer.Content.ReadAsStringAsync());
        Assert.Contains("\"only\":null", await apps.App.Http.GetStringAsync("v1/tuner/studies/open-null/trials/0"));
    }

    [Fact]
    public async Task Declare_OtherDistribution_IsAConflictThatNamesBothAndStoresNothing()
    {
        await StartAsync("open-differs", """ "trials":3 """);
        var trial = Assert.Single((await Client.SuggestAsync("open-differs")).Trials);
        await DeclareAsync("open-differs", trial, """ "n": { "type": "int", "low": 1, "high": 8 } """);
        // The same, in other words.
        await DeclareAsync("open-differs", trial, """ "n": { "kind": "int", "low": 1.0, "high": 8, "step": 1, "log": false } """);

        using var answer = await PostAsync(
            "open-differs", trial, """ "new": { "type": "int", "low": 0, "high": 1 }, "n": { "type": "int", "low": 1, "high": 9 } """);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!;
        Assert.Equal("urn:tuner:error:parameter-differs", problem.Type);
        Assert.Contains("'n'", problem.Detail);
        Assert.Contains("\"high\":8", problem.Detail);
        Assert.Contains("\"high\":9", problem.Detail);
        Assert.Equal(["n"], (await Client.GetStudyAsync("open-differs")).Parameters!.Select(p => p.Name));
        Assert.Equal(["n"], (await apps.App.TrialsAsync("open-differs"))[0].Parameters.Keys);
    }

    [Theory]
    [InlineData("{}", "/parameters")]
    [InlineData("""{"x":{"type":"float","low":2,"high":1}}""", "/parameters/x/low")]
    [InlineData("""{"x":[0,1]}""", "/parameters/x")]
    [InlineData("""{"x":{"type":"float","low":0,"high":1,"when":{"y":1}}}""", "/parameters/x/when")]
    [InlineData("""{"a{b":{"type":"float","low":0,"high":1}}""", "/parameters/a{b")]
    [InlineData("""{"e":{"type":"int","low":0,"high":1}}""", "/parameters/e")]
    public async Task Declare_WhatCannotBe_PointsAtIt(string parameters, string pointer)
    {
        var name = $"open-wrong-{Math.Abs(parameters.GetHashCode(StringComparison.Ordinal))}";
        await StartAsync(name, """ "trials":3,"enqueue":[{"e":"text"}] """);
        var trial = Assert.Single((await Client.SuggestAsync(name)).Trials);
        Assert.Equal(ParameterValue.Of("text"), trial.Parameters["e"]);

        using var answer = await apps.App.Http.PostAsJsonAsync(
            $"v1/tuner/studies/{name}/trials/0/parameters",
            new JsonObject { ["lease"] = trial.Lease, ["parameters"] = JsonNode.Parse(parameters) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, Assert.Single((await answer.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!.Errors!).Pointer);
        Assert.Empty((await Client.GetStudyAsync(name)).Parameters!);
    }

    [Fact]
    public async Task Declare_MoreThanAStudyMayHave_IsRefused()
    {
        await StartAsync("open-many", """ "trials":3 """);
        var trial = Assert.Single((await Client.SuggestAsync("open-many")).Trials);
        static string Names(int first, int count) =>
            string.Join(',', Enumerable.Range(first, count).Select(i => $"\"p{i}\":{{\"type\":\"int\",\"low\":0,\"high\":9}}"));

        Assert.Equal(999, (await DeclareAsync("open-many", trial, Names(0, 999))).Count);
        using var tooMany = await PostAsync("open-many", trial, Names(999, 2));
        var choice = new string('x', 70_000);
        using var tooLarge = await PostAsync("open-many", trial, $"\"x\":{{\"type\":\"categorical\",\"choices\":[\"{choice}\"]}}");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge), (tooMany.StatusCode, tooLarge.StatusCode));
        Assert.Contains("1001 parameters", await tooMany.Content.ReadAsStringAsync());
        Assert.Single(await DeclareAsync("open-many", trial, Names(999, 1)));
        Assert.Equal(1_000, (await Client.SuggestAsync("open-many")).Trials.Single().Parameters.Count);
    }

    [Fact]
    public async Task Enqueue_NamesNobodyHasDeclared_AreTheTrialsValues()
    {
        await StartAsync("open-enqueue", """ "trials":5 """);
        await Client.EnqueueAsync("open-enqueue", new EnqueueRequest
        {
            Points = [new Dictionary<string, ParameterValue> { ["lr"] = ParameterValue.Of(0.01), ["opt"] = ParameterValue.Null }],
        });

        var trial = Assert.Single((await Client.SuggestAsync("open-enqueue")).Trials);
        var asked = await DeclareAsync("open-enqueue", trial, $"{Lr}, {Opt}");

        Assert.Equal((ParameterValue.Of(0.01), ParameterValue.Null), (asked["lr"], asked["opt"]));
        // Now that it is declared, what it cannot take is refused when it is enqueued.
        var refused = await Assert.ThrowsAsync<TunerApiException>(() => Client.EnqueueAsync("open-enqueue", new EnqueueRequest
        {
            Points = [new Dictionary<string, ParameterValue> { ["opt"] = ParameterValue.Of("adam") }],
        }));
        Assert.Equal("/points/0/opt", refused.Problem.Errors!.Single().Pointer);
    }

    [Fact]
    public async Task Used_NamesTheTrialLacks_AreRefusedAndTheTrialGoesOn()
    {
        await StartAsync("open-used", """ "trials":5 """);
        var trial = Assert.Single((await Client.SuggestAsync("open-used")).Trials);
        await DeclareAsync("open-used", trial, $"{Lr}, {Opt}");

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => Client.CompleteAsync(
            "open-used", 0, new CompleteRequest(trial.Lease, [1]) { Used = ["lr", "beta"] }));
        Assert.Equal("/used/1", refused.Problem.Errors!.Single().Pointer);
        await Client.ReportAsync("open-used", 0, new ReportRequest(trial.Lease, [new ReportView(1, 2)]) { Used = [] });
        await Client.ReportAsync("open-used", 0, new ReportRequest(trial.Lease, [new ReportView(2, 2)]) { Used = ["opt"] });
        await Client.CompleteAsync("open-used", 0, new CompleteRequest(trial.Lease, [1]));

        Assert.Equal(["opt"], (await apps.App.TrialsAsync("open-used"))[0].Parameters.Keys);
    }

    [Fact]
    public async Task Declare_OfOtherStudiesTrialsAndLeases_IsAnsweredAsOtherCallsAre()
    {
        await Client.StartStudyAsync("""{"name":"open-closed","searchSpace":{"x":[0,1]},"trials":5}""");
        var closed = Assert.Single((await Client.SuggestAsync("open-closed")).Trials);
        await StartAsync("open-lost", """ "trials":5 """);
        var trial = Assert.Single((await Client.SuggestAsync("open-lost")).Trials);

        Assert.Equal("urn:tuner:error:conflict", await TypeAsync("open-closed", closed));
        Assert.Equal("urn:tuner:error:lease-lost", await TypeAsync("open-lost", trial with { Lease = "none" }));
        Assert.Equal("urn:tuner:error:no-such-trial", await TypeAsync("open-lost", trial with { Number = 99 }));
        Assert.Equal("urn:tuner:error:no-such-study", await TypeAsync("open-nobody", trial));
    }

    [Fact]
    public async Task Declare_TrialThatHasEnded_HasItsValuesAndStops()
    {
        await StartAsync("open-ended", """ "trials":5 """);
        var trial = Assert.Single((await Client.SuggestAsync("open-ended")).Trials);
        var before = await DeclareAsync("open-ended", trial, Lr);
        await Client.CancelTrialAsync("open-ended", 0);
        await Client.HeartbeatAsync("open-ended", 0, new HeartbeatRequest(trial.Lease));

        using var answer = await PostAsync("open-ended", trial, $"{Lr}, {Opt}");

        var view = (await answer.Content.ReadFromJsonAsync<ParametersView>(TunerJson.Options))!;
        Assert.Equal((true, "cancelled", before["lr"], 2), (view.Prune, view.Reason, view.Parameters["lr"], view.Parameters.Count));
        Assert.Equal(["lr"], (await Client.GetStudyAsync("open-ended")).Parameters!.Select(p => p.Name));
    }

    [Fact]
    public async Task Constraints_TheSpecDoesNotName_DecideWhatIsBest()
    {
        await StartAsync("open-constraints", """ "trials":3,"direction":"minimize" """);
        (double Value, double? Bound)[] told = [(1, 0.5), (2, -0.5), (3, null)];
        foreach (var (value, bound) in told)
        {
            var trial = Assert.Single((await Client.SuggestAsync("open-constraints")).Trials);
            await DeclareAsync("open-constraints", trial, Lr);
            await Client.CompleteAsync("open-constraints", trial.Number, new CompleteRequest(trial.Lease, [value])
            {
                Constraints = bound is { } c ? new Dictionary<string, double> { ["memory"] = c } : null,
            });
        }

        var study = await Client.GetStudyAsync("open-constraints");
        Assert.Equal((3, 1), (study.Counts.Complete, study.Best!.Number));
        Assert.Equal(0.5, (await apps.App.TrialsAsync("open-constraints"))[0].Constraints!["memory"]);
    }

    [Fact]
    public async Task GetStudy_AfterADeclaration_HasAnotherETag()
    {
        await StartAsync("open-tag", """ "trials":3 """);
        var trial = Assert.Single((await Client.SuggestAsync("open-tag")).Trials);
        async Task<string> TagAsync()
        {
            using var answer = await apps.App.Http.GetAsync("v1/tuner/studies/open-tag");
            return answer.Headers.ETag!.Tag;
        }

        var before = await TagAsync();
        Assert.Equal(before, await TagAsync());
        await DeclareAsync("open-tag", trial, Lr);

        Assert.NotEqual(before, await TagAsync());
    }

    private Task<StudyView> StartAsync(string name, string members) =>
        Client.StartStudyAsync($$"""{"name":"{{name}}","searchSpace":"open",{{members}}}""");

    private Task<HttpResponseMessage> PostAsync(string study, SuggestedTrialView trial, string parameters) => apps.App.Http.PostAsJsonAsync(
        $"v1/tuner/studies/{study}/trials/{trial.Number}/parameters",
        new JsonObject { ["lease"] = trial.Lease, ["parameters"] = JsonNode.Parse($"{{{parameters}}}") });

    private async Task<IReadOnlyDictionary<string, ParameterValue>> DeclareAsync(
        string study, SuggestedTrialView trial, string parameters)
    {
        using var answer = await PostAsync(study, trial, parameters);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        var view = JsonSerializer.Deserialize<ParametersView>(text, TunerJson.Options)!;
        Assert.False(view.Prune);
        return view.Parameters;
    }

    private async Task<string?> TypeAsync(string study, SuggestedTrialView trial)
    {
        using var answer = await PostAsync(study, trial, Lr);
        return (await answer.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!.Type;
    }
}
