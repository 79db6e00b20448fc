using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The worker of the client package against the app.</summary>
public sealed class ClientWorkerTests(TunerApps apps)
{
    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Worker_SeveralAtOnce_EndsTheStudyWithEveryTrialToldOnce()
    {
        await Client.StartStudyAsync(new StudyBuilder("cw-whole").Trials(30).Seed(7).Pruner(PrunerSpec.Of("median"))
            .Space(new SpaceBuilder().Float("x", -5, 5).Int("n", 1, 9, step: 2).Categorical("c", "a", "b").Float("y", 0, 1).When("c", "b"))
            .Enqueue(new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.25) })
            .Budget(new BudgetSpec { LimitUsd = 1000, Reported = true }));
        var ended = new System.Collections.Concurrent.ConcurrentQueue<EndedTrial>();

        var summary = await Client.OptimizeAsync(
            "cw-whole",
            async trial =>
            {
                Assert.Equal(trial["c"].ToString() == "b", trial.Parameters.ContainsKey("y"));
                trial.SetAttribute("thread", "pool");
                if (trial.Number == 3) throw new InvalidOperationException("no data");
                if (trial.Number == 4) return TrialResult.Pruned("hopeless") with { CostUsd = 0.5m };
                var x = trial["x"].AsDouble();
                for (var step = 0; step < 3; step++)
                    if (!await trial.ReportAsync(step, (x * x) + 3 - step, costUsd: step)) return double.NaN;
                return TrialResult.Of(x * x) with { CostUsd = 3 };
            },
            new() { Concurrency = 4, OnEnded = ended.Enqueue, Name = "w" });

        var study = await Client.GetStudyAsync("cw-whole");
        var trials = await apps.App.TrialsAsync("cw-whole");
        Assert.Equal((StudyState.Ended, StopReason.Trials), (study.State, study.StopReason));
        Assert.Equal((study.Counts.Complete, study.Counts.Pruned, study.Counts.Failed), (
            summary.Complete, summary.Pruned, trials.Count(t => t.State == TrialState.Failed)));
        Assert.Equal(2, summary.Failed); // Both attempts at trial 3.
        Assert.True(summary.Pruned > 1, $"{summary}");
        Assert.Equal(Enumerable.Range(0, 30), ended.Where(t => t.State != TrialState.Waiting).Select(t => t.Number).Order());
        Assert.Equal(0.25, trials[0].Parameters["x"].AsDouble());
        Assert.Equal(trials.Sum(t => t.CostUsd), study.Ledger.SpentUsd);
        Assert.All(trials.Where(t => t.State == TrialState.Complete), t =>
        {
            Assert.Equal("pool", t.Attributes!["thread"]);
            Assert.Equal(t.Parameters["x"].AsDouble() * t.Parameters["x"].AsDouble(), t.Values![0]);
        });
    }

    [Fact]
    public async Task Trial_KeepsAFile_AndQueriesFindIt()
    {
        await Client.StartStudyAsync(new StudyBuilder("cw-file").Trials(4).Space(new SpaceBuilder().Float("x", 0, 1)));

        await Client.OptimizeAsync("cw-file", async trial =>
        {
            var kept = await trial.KeepAsync("model.bin", new MemoryStream([1, 2, (byte)trial.Number]));
            Assert.Equal(3, kept!.Bytes);
            return trial.Number;
        });

        var content = new MemoryStream();
        await Client.GetArtifactAsync("cw-file", 2, "model.bin", content);
        Assert.Equal([1, 2, 2], content.ToArray());
        var byValue = await Client.QueryTrialsAsync("cw-file", new TrialQuery { Sort = TrialSort.Value, IsDescending = true, Limit = 3 });
        Assert.Equal([3, 2, 1], byValue.Items.Select(t => t.Number));
        var rest = new TrialQuery { Sort = TrialSort.Value, IsDescending = true, Limit = 3, After = byValue.Next };
        var numbers = await Client.QueryTrialFieldsAsync("cw-file", ["number", "state"], rest);
        Assert.Equal(["number", "state"], Assert.Single(numbers.Items).Keys.Order());
        var studies = await Client.QueryStudyFieldsAsync(["name"], new StudyQuery { State = StudyState.Ended, Limit = 1000 });
        Assert.Contains(studies.Items, study => study["name"].ToString() == "cw-file");
    }

    [Fact]
    public async Task With_AnOldTagOrAKeyOfOnesOwn_CountsAsTheApiSays()
    {
        await Client.StartStudyAsync(new StudyBuilder("cw-with").Trials(4).Space(new SpaceBuilder().Float("x", 0, 1)));
        var tag = (await Client.GetTaggedStudyAsync("cw-with")).Tag;
        Assert.Null((await Client.GetTaggedStudyAsync("cw-with", tag)).Study);
        var point = new EnqueueRequest { Points = [new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.5) }] };

        await Client.With(ifMatch: tag, key: "cw-with-1").EnqueueAsync("cw-with", point);
        var again = await Client.With(ifMatch: tag, key: "cw-with-1").EnqueueAsync("cw-with", point);
        var refused = await Assert.ThrowsAsync<TunerApiException>(() => Client.With(ifMatch: tag).EnqueueAsync("cw-with", point));

        Assert.Equal((1, 412), (again.Enqueued, refused.Status));
    }

    [Fact]
    public async Task OpenSpace_IsFoundWhileTheObjectiveRuns()
    {
        await Client.StartStudyAsync(new StudyBuilder("cw-open").Trials(30).Seed(5).OpenSpace()
            .Enqueue(new Dictionary<string, ParameterValue> { ["opt"] = ParameterValue.Null, ["lr"] = ParameterValue.Of(0.02) }));
        var asked = new RecordingHandler();
        using var http = new HttpClient(asked) { BaseAddress = Client.Server };
        http.DefaultRequestHeaders.Add("X-API-Key", TunerApp.Token);

        var summary = await new TunerClient(http).OptimizeAsync("cw-open", async trial =>
        {
            var rate = await trial.SuggestFloatAsync("lr", 1e-5, 0.1, log: true);
            var opt = await trial.SuggestCategoricalAsync("opt", ["sgd", "adam", null]);
            var loss = Math.Abs(Math.Log10(rate) + 2);
            if (opt == "sgd") loss += await trial.SuggestFloatAsync("momentum", 0, 1);
            if (opt is null) loss += await trial.SuggestIntAsync("layers", 1, 9, step: 2) / 10.0;
            Assert.Equal(rate, trial["lr"].AsDouble());
            return loss;
        });

        Assert.Equal(new WorkerSummary(30, 0, 0, 0), summary);
        var trials = await apps.App.TrialsAsync("cw-open");
        Assert.Equal((0.02, ParameterValue.Null), (trials[0].Parameters["lr"].AsDouble(), trials[0].Parameters["opt"]));
        Assert.All(trials, trial =>
        {
            var opt = trial.Parameters["opt"];
            Assert.Equal(opt == ParameterValue.Of("sgd"), trial.Parameters.ContainsKey("momentum"));
            Assert.Equal(opt.IsNull, trial.Parameters.ContainsKey("layers"));
        });
        // Once a parameter is known, its value comes with the trial.
        Assert.InRange(asked.Paths.Count(path => path.EndsWith("/parameters", StringComparison.Ordinal)), 4, 8);
        Assert.Equal(
            ["layers", "lr", "momentum", "opt"],
            (await Client.GetStudyAsync("cw-open")).Parameters!.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenSpace_AskedForWithAnotherDistribution_FailsTheTrialWithBoth()
    {
        await Client.StartStudyAsync(new StudyBuilder("cw-differs").Trials(1).OpenSpace().With("maxAttempts", 1));

        await Client.OptimizeAsync("cw-differs", async trial =>
            await trial.SuggestFloatAsync("x", 0, 1) + await trial.SuggestFloatAsync("x", 0, 2));

        var reason = Assert.Single(await apps.App.TrialsAsync("cw-differs")).Reason!;
        Assert.Contains("'x'", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_OfAStudyAndATrial_AreMerged()
    {
        await Client.StartStudyAsync(new StudyBuilder("cw-notes").Trials(1).Space(new SpaceBuilder().Float("x", 0, 1)));
        await Client.OptimizeAsync("cw-notes", trial =>
        {
            trial.SetAttribute("host", "h1");
            return Task.FromResult<TrialResult>(1);
        });

        var study = await Client.SetStudyAttributesAsync("cw-notes", new Dictionary<string, string?> { ["owner"] = "ada", ["old"] = "x" });
        Assert.Equal("x", study.Attributes!["old"]);
        study = await Client.SetStudyAttributesAsync("cw-notes", new Dictionary<string, string?> { ["old"] = null });
        var trial = await Client.SetTrialAttributesAsync("cw-notes", 0, new Dictionary<string, string?> { ["note"] = "best" });

        Assert.Equal(new Dictionary<string, string> { ["owner"] = "ada" }, study.Attributes!);
        Assert.Equal(new Dictionary<string, string> { ["host"] = "h1", ["note"] = "best" }, trial.Attributes!);
    }

    private sealed class RecordingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Paths { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Paths.Enqueue(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
