using System.Net;
using System.Net.Http.Json;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The analysis of studies over HTTP.</summary>
public sealed class AnalysisTests(TunerApps apps)
{
    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Analysis_OfAStudy_IsThatOfItsTrials()
    {
        await TellAsync("analysed", """["minimize"]""", [(0.1, [3]), (0.9, [5]), (0.2, [2]), (0.3, [2.5]), (0.6, [4]), (0.4, [3.5])]);

        var history = (await Client.GetHistoryAsync("analysed")).Answer!;
        Assert.Equal([0, 2], history.Best.Number);
        Assert.Equal([3, 5, 2, 2.5, 4, 3.5], history.Points.Value);
        Assert.Equal((new ShownCounts(6, 6), "value", Direction.Minimize), (history.Counts, history.Metric, history.Direction));
        var scatter = (await Client.GetScatterAsync("analysed", shape: ScatterShape.Parallel)).Answer!;
        Assert.Equal(6, scatter.Trials.Parameters["x"].Count);
        Assert.Equal([false, false, true, false, false, false], scatter.Trials.Best);
        Assert.Equal(new ScatterParameter { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }, Assert.Single(scatter.Parameters));
        foreach (var method in Enum.GetValues<ImportanceMethod>())
        {
            var importance = (await Client.GetImportanceAsync("analysed", method: method)).Answer!;
            Assert.Equal((method, null), (importance.Method, importance.Reason));
            Assert.Equal(new ParameterImportance("x", 1), Assert.Single(importance.Parameters));
        }

        Assert.Empty((await Client.GetHintsAsync("analysed")).Answer!.Hints);
        Assert.Equal([2], (await Client.GetParetoAsync("analysed")).Answer!.Front);
    }

    [Fact]
    public async Task Analysis_IsNotSentAgain_UntilTheStudyHasChanged()
    {
        await TellAsync("tagged", """["minimize"]""", [(0.1, [3]), (0.9, [5])]);

        var first = await Client.GetHistoryAsync("tagged");
        Assert.Null((await Client.GetHistoryAsync("tagged", known: first.Tag)).Answer);
        await Client.HideTrialAsync("tagged", 0);
        var second = await Client.GetHistoryAsync("tagged", known: first.Tag);

        Assert.NotEqual(first.Tag, second.Tag);
        Assert.Equal([1], second.Answer!.Points.Number);
        Assert.Equal([5], second.Answer.Best.Value);
        Assert.Equal([1], (await Client.GetParetoAsync("tagged")).Answer!.Points.Number);
    }

    [Fact]
    public async Task Analysis_OfSeveralValues_IsOfTheOneThatIsAskedFor()
    {
        await TellAsync(
            "valued", """["maximize","minimize"],"valueNames":["accuracy","seconds"]""",
            [(0.1, [0.5, 1]), (0.2, [0.9, 2]), (0.3, [0.4, 3])]);

        var pareto = (await Client.GetParetoAsync("valued")).Answer!;
        Assert.Equal([1, 0], pareto.Front);
        Assert.Equal([new ParetoMetric("accuracy", Direction.Maximize), new("seconds", Direction.Minimize)], pareto.Metrics);
        Assert.True(pareto.Hypervolume > 0);
        var history = (await Client.GetHistoryAsync("valued", "seconds")).Answer!;
        Assert.Equal((Direction.Minimize, "seconds"), (history.Direction, history.Metric));
        Assert.Equal([0], history.Best.Number);
        Assert.Equal(pareto.History.Hypervolume, history.Hypervolume!.Value);
        var reason = (await Client.GetImportanceAsync("valued", "seconds")).Answer!.Reason;
        Assert.Contains("fewer than 5 complete trials", reason, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<TunerApiException>(() => Client.GetScatterAsync("valued", "second"));
        var error = Assert.Single(refused.Problem.Errors!);
        Assert.Equal("?metric", error.Pointer);
        Assert.Contains("must be 'accuracy' or 'seconds'", error.Detail, StringComparison.Ordinal);
        Assert.Contains("did you mean 'seconds'?", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_AreReadOfTheTrialsThatReported()
    {
        await Client.StartStudyAsync("""{"name":"curved","objective":"reports","trials":3,"searchSpace":{"x":[0,1]}}""");
        await apps.App.EndAsync("curved");

        var history = (await Client.GetHistoryAsync("curved")).Answer!;

        Assert.Equal(new ShownCounts(3, 3), history.CurveCounts);
        Assert.Equal([0, 1, 2], history.Curves.Select(curve => curve.Number));
        Assert.All(history.Curves, curve => Assert.Equal([0, 1, 2, 3, 4], curve.Step));
        Assert.Equal(0.4, history.Curves[0].Value[^1]!.Value, 1e-12);
    }

    [Fact]
    public async Task Compare_HasTheStudiesSideBySide_AndSaysWhatItCannot()
    {
        await TellAsync("one", """["minimize"]""", [(0.1, [3]), (0.9, [2])]);
        await TellAsync("two", """["minimize"]""", [(0.5, [1])]);
        await TellAsync("named", """["minimize"],"valueNames":["loss"]""", [(0.5, [1])]);

        var compared = (await Client.CompareStudiesAsync(["two", "one"])).Answer!;

        Assert.Equal(["two", "one"], compared.Studies.Select(study => study.Name));
        Assert.Equal([1, 2], compared.Studies.Select(study => study.Best!.Value));
        Assert.Equal([1, 2], compared.Studies.Select(study => study.Trials));
        Assert.Equal([3, 2], compared.Studies[1].History.Value);
        var parameter = Assert.Single(compared.Parameters);
        Assert.Equal(("x", 0.5, 0.9), (parameter.Name, parameter.Values[0].AsDouble(), parameter.Values[1].AsDouble()));
        Assert.Equal(("?study", 400), await RefusalAsync("compare?study=one"));
        Assert.Equal(("?study", 400), await RefusalAsync("compare?study=one&study=one"));
        Assert.Equal(("?study", 400), await RefusalAsync("compare?study=one&study=named"));
        Assert.Equal(("?metric", 400), await RefusalAsync("compare?study=one&study=named&metric=loss"));
        Assert.Equal((null, 404), await RefusalAsync("compare?study=one&study=none"));
        Assert.Equal(("?method", 400), await RefusalAsync("studies/one/importance?method=guess"));
    }

    private async Task<(string? Pointer, int Status)> RefusalAsync(string path)
    {
        using var response = await apps.App.Http.GetAsync(new Uri($"v1/tuner/{path}", UriKind.Relative));
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        var problem = (await response.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!;
        return (problem.Errors?.Single().Pointer, problem.Status);
    }

    /// <summary>A study that has ended with these points and values, in this order.</summary>
    private async Task TellAsync(string name, string directions, (double X, double[] Values)[] trials)
    {
        await Client.StartStudyAsync(
            $$"""{"name":"{{name}}","searchSpace":{"x":[0,1]},"trials":{{trials.Length}},"directions":{{directions}}}""");
        var points = trials.Select(trial => new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(trial.X) }).ToArray();
        await Client.EnqueueAsync(name, new EnqueueRequest { Points = points });
        foreach (var (_, values) in trials)
        {
            var given = Assert.Single((await Client.SuggestAsync(name, new SuggestRequest())).Trials);
            await Client.CompleteAsync(name, given.Number, new CompleteRequest(given.Lease, values));
        }

        await apps.App.EndAsync(name);
    }
}
