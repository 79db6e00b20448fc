using System.Net;
using System.Text;
using System.Text.Json;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.TestKit.Mlflow;

namespace Serverless.Tuner.Functions.Tests.Mlflow;

/// <summary>Studies whose trials become runs of an MLflow server, which checks every call against MLflow's REST API.</summary>
public sealed partial class MlflowTests(MlflowApp mlflow, TunerApps apps) : IClassFixture<MlflowApp>
{
    private TunerApp App => mlflow.App;

    private MlflowStub Stub => mlflow.Stub;

    [Fact]
    public async Task Study_ThatAsksForIt_IsARunForEachTrialBelowItsOwn()
    {
        await App.Client.StartStudyAsync(
            """
            {"name": "m-whole", "objective": "half-fails", "trials": 6, "parallelism": 2, "maxAttempts": 1, "tags": {"team": "vision"},
             "fixed": {"depth": 3}, "mlflow": {} }
            """);
        await App.EndAsync("m-whole");
        var done = await mlflow.DoneAsync("m-whole");

        var study = await App.Client.GetStudyAsync("m-whole");
        var (parent, runs) = MlflowApp.Runs(Stub, study);
        Assert.Equal(("half-fails-training", parent.Id, 6, 0, null), (done.Experiment, done.RunId, done.Sent, done.Unsent, done.LastError));
        Assert.Contains("half-fails-training", Stub.Experiments);
        foreach (var trial in await App.TrialsAsync("m-whole"))
        {
            var run = runs[trial.Number];
            Assert.Equal(run.Id, trial.MlflowRunId);
            Assert.StartsWith($"automl-half-fails-trial{trial.Number}-20", run.Name, StringComparison.Ordinal);
            Assert.Equal(trial.State == TrialState.Complete ? "FINISHED" : "FAILED", run.Status);
            Assert.Equal(trial.EndedAt!.Value.ToUnixTimeMilliseconds(), run.EndTime);
            Assert.Equal(("3", trial.Parameters["x"].ToString()), (run.Parameters["depth"], run.Parameters["x"]));
            Assert.Equal(("true", "m-whole"), (run.Tags["automl"], run.Tags["study"]));
            Assert.EndsWith($"/#/studies/m-whole/trials/{trial.Number}", run.Tags["link"], StringComparison.Ordinal);
            Assert.Equal(trial.Number == 1 ? "true" : "false", run.Tags["is_best_trial"]);
            Assert.Equal(trial.Values?.Select(value => (0L, value)) ?? [], run.History("value"));
        }

        Assert.Contains("an even number", runs[0].Tags["reason"], StringComparison.Ordinal);
        Assert.Equal(("FINISHED", "1", "vision", "trials"),
            (parent.Status, parent.Tags["best_trial"], parent.Tags["tag.team"], parent.Tags["stop_reason"]));
        Assert.Equal((study.Best!.Parameters["x"].ToString(), "3"), (parent.Parameters["x"], parent.Parameters["depth"]));
        Assert.Equal([(1L, 1.0)], parent.History("best_value"));
        Assert.Equal([(6L, 3.0)], parent.History("n_trials_failed"));
        Assert.Empty(Stub.Violations);
    }

    [Fact]
    public async Task Trial_WithReports_HasThemBySteps_AndOneThatIsPrunedIsKilled()
    {
        await App.Client.StartStudyAsync(
            """
            {"name": "m-steps", "objective": "reports", "valueNames": ["loss"], "trials": 3, "minReports": 6,
             "mlflow": {"experiment": "steps of training"}}
            """);
        var ended = await App.EndAsync("m-steps");
        await mlflow.DoneAsync("m-steps");

        var (parent, runs) = MlflowApp.Runs(Stub, ended);
        Assert.Equal(ended.Counts.Pruned > 0 ? "KILLED" : "FINISHED", runs[0].Status);
        Assert.Equal([0, 1, 2, 3, 4], runs[0].History("loss").Select(value => value.Step));
        Assert.Equal([0, 0.1, 0.2, 0.30000000000000004], runs[0].History("loss").Take(4).Select(value => value.Value));
        Assert.Contains("steps of training", Stub.Experiments);
        Assert.Equal("FINISHED", parent.Status);
        Assert.Empty(Stub.Violations);
    }

    [Fact]
    public async Task Study_ThatIsExtended_GoesOnInItsRun_AndAnotherTrialIsTheBest()
    {
        var file = """
            {"name": "m-more", "objective": "number", "direction": "maximize", "trials": 2, "mlflow": {"experiment": "m-more"} }
            """;
        await App.Client.StartStudyAsync(file);
        await App.EndAsync("m-more");
        await mlflow.DoneAsync("m-more");
        var first = MlflowApp.Runs(Stub, await App.Client.GetStudyAsync("m-more")).Parent.Parameters["x"];

        await App.Client.ExtendStudyAsync("m-more", new ExtendRequest { Trials = 5 });
        await App.EndAsync("m-more");
        await mlflow.DoneAsync("m-more");

        var study = await App.Client.GetStudyAsync("m-more");
        var (parent, runs) = MlflowApp.Runs(Stub, study);
        Assert.Equal(["4"], runs.Where(run => run.Tags["is_best_trial"] == "true").Select(run => run.Tags["trial_number"]));
        // MLflow never changes a parameter: tags say what is best now.
        Assert.Equal(
            (first, study.Best!.Parameters["x"].ToString(), "4", "FINISHED"),
            (parent.Parameters["x"], parent.Tags["best.x"], parent.Tags["best_trial"], parent.Status));
        Assert.Empty(Stub.Violations);
    }

    [Fact]
    public async Task Study_OfTwoDirections_HasTheTrialsOfItsFrontMarked()
    {
        await App.Client.StartStudyAsync(
            """
            {"name": "m-front", "objective": {"kind": "external"}, "searchSpace": {"x": [0, 1]}, "trials": 3, "sampler": "random",
             "directions": ["minimize", "minimize"], "valueNames": ["loss", "latency"], "mlflow": {"experiment": "m-front"}}
            """);
        double[][] values = [[1, 3], [3, 1], [4, 4]];
        foreach (var told in values)
        {
            var trial = (await App.Client.SuggestAsync("m-front")).Trials.Single();
            await App.Client.CompleteAsync("m-front", trial.Number, new CompleteRequest(trial.Lease, told));
        }

        await App.EndAsync("m-front");
        await mlflow.Sender(Stub).SendDueAsync(StudyName.Parse("m-front"), TimeSpan.FromMinutes(1), isLast: true, CancellationToken.None);

        var (parent, runs) = MlflowApp.Runs(Stub, await App.Client.GetStudyAsync("m-front"));
        Assert.Equal(["true", "true", "false"], runs.Select(run => run.Tags["is_best_trial"]));
        Assert.Single(parent.History("best_latency"));
        Assert.Equal([(0L, 4.0)], runs[2].History("latency"));
        Assert.Empty(Stub.Violations);
    }

    [Fact]
    public async Task Trial_WithFiles_HasThemThereWithWhereTheyComeFrom()
    {
        var content = RandomBytes(3_000_000);
        var trial = await FileAsync("m-files", content);

        await mlflow.Sender(Stub).SendDueAsync(StudyName.Parse("m-files"), TimeSpan.FromMinutes(1), isLast: true, CancellationToken.None);

        var study = await App.Client.GetStudyAsync("m-files");
        var run = MlflowApp.Runs(Stub, study).Trials.Single();
        Assert.Equal(content, Stub.Files[$"0/{run.Id}/artifacts/model.bin"]);
        var provenance = JsonSerializer.Deserialize<ArtifactView>(
            Stub.Files[$"0/{run.Id}/artifacts/model.bin.provenance.json"], TunerJson.Options)!;
        Assert.Equal(("m-files", trial.Number, 0.25), (provenance.Study, provenance.Trial, provenance.Values!.Single()));
        Assert.Equal((1, 0, true), (study.Mlflow!.Sent, study.Mlflow.FilesLeftOut, study.Mlflow.Done));
        Assert.Empty(Stub.Violations);
    }

    [Theory]
    [InlineData("s3://bucket/{0}/artifacts", "s3")]
    [InlineData("mlflow-artifacts:/../../{0}", "mlflow-artifacts")]
    [InlineData("/mlruns/{0}/artifacts", "a directory")]
    public async Task Files_ThatTheServerKeepsElsewhere_AreLeftOut_AndTheRunSaysSo(string root, string scheme)
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        stub.ArtifactRoot = root;
        var name = $"m-elsewhere-{scheme.Replace(' ', '-')}";
        await FileAsync(name, [1, 2, 3]);

        await mlflow.Sender(stub).SendDueAsync(StudyName.Parse(name), TimeSpan.FromMinutes(1), isLast: true, CancellationToken.None);

        var study = await App.Client.GetStudyAsync(name);
        Assert.Empty(stub.Files);
        Assert.Equal((1, 1, true, null), (study.Mlflow!.Sent, study.Mlflow.FilesLeftOut, study.Mlflow.Done, study.Mlflow.LastError));
        Assert.Contains($" at {scheme},", MlflowApp.Runs(stub, study).Trials.Single().Tags["artifacts_left_out"], StringComparison.Ordinal);
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Start_OnAnAppWithoutAServer_IsRefusedWithTheField()
    {
        var (status, errors) = await RefusalAsync(apps.App, """{"name": "m-none", "objective": "number", "mlflow": {}}""");

        Assert.Equal((HttpStatusCode.BadRequest, "/mlflow"), (status, Assert.Single(errors).Pointer));
        Assert.Contains("MLFLOW_TRACKING_URI", errors[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"experiment": ""}""", "/mlflow/experiment")]
    [InlineData("""{"experiment": 3}""", "/mlflow/experiment")]
    [InlineData("""{"experiment": "a\u0007b"}""", "/mlflow/experiment")]
    [InlineData("""{"uri": "https://elsewhere.example"}""", "/mlflow/uri")]
    [InlineData("""{"token": "t"}""", "/mlflow/token")]
    [InlineData("true", "/mlflow")]
    public async Task Start_WithAWrongField_NamesIt(string field, string pointer) => Assert.Equal(
        [pointer],
        (await RefusalAsync(App, $$"""{"name": "m-wrong", "objective": "number", "mlflow": {{field}} }""")).Errors.Select(e => e.Pointer));

    [Fact]
    public async Task Study_ThatDoesNotAskForIt_HasNoRowOfIt_AndItsViewSaysNothing()
    {
        await App.Client.StartStudyAsync("""{"name": "m-not", "objective": "number", "trials": 3}""");
        var study = await App.EndAsync("m-not");

        Assert.Null(study.Mlflow);
        Assert.All(await App.TrialsAsync("m-not"), trial => Assert.Null(trial.MlflowRunId));
        Assert.DoesNotContain(Stub.Runs, run => run.Tags["study"] == "m-not");
        var table = App.Tables.GetTableClient("tunerstudies");
        var rows = await table.QueryAsync<Azure.Data.Tables.TableEntity>("PartitionKey eq 'm-not'").ToListAsync();
        Assert.DoesNotContain(rows, row => row.RowKey.StartsWith("mlflow", StringComparison.Ordinal));
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A study of one trial, which keeps a file.</summary>
    private async Task<SuggestedTrialView> FileAsync(string name, byte[] content)
    {
        await App.Client.StartStudyAsync(
            $$"""
            {"name": "{{name}}", "objective": {"kind": "external"}, "searchSpace": {"x": [0, 1]}, "trials": 1,
             "mlflow": {"experiment": "{{name}}"} }
            """);
        var trial = (await App.Client.SuggestAsync(name)).Trials.Single();
        await App.Client.PutArtifactAsync(name, trial.Number, trial.Lease, "model.bin", new MemoryStream(content));
        await App.Client.CompleteAsync(name, trial.Number, new CompleteRequest(trial.Lease, [0.25]));
        return trial;
    }

    private static async Task<(HttpStatusCode Status, IReadOnlyList<FieldError> Errors)> RefusalAsync(TunerApp app, string file)
    {
        using var body = new StringContent(file, Encoding.UTF8, "application/json");
        var answer = await app.Http.PostAsync("v1/tuner/studies", body);
        var problem = JsonSerializer.Deserialize<ProblemView>(await answer.Content.ReadAsStringAsync(), TunerJson.Options)!;
        return (answer.StatusCode, problem.Errors ?? []);
    }
}
