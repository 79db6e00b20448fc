using System.Net;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Functions.Timers;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Budgets that studies share, over HTTP.</summary>
public sealed class SharedBudgetTests(TunerApps apps)
{
    private TunerApp App => apps.App;

    [Fact]
    public async Task Studies_OfABudgetThatPaysForSixTrials_RunSixTogether()
    {
        await App.Client.PutBudgetAsync("six", new BudgetRequest { LimitUsd = 0.06m });
        var names = Enumerable.Range(0, 4).Select(i => $"six-{i}").ToArray();

        await Task.WhenAll(names.Select(name => App.Client.StartStudyAsync(Study(name, "number", "six", trials: 3, parallelism: 2))));
        var ended = await Task.WhenAll(names.Select(name => App.EndAsync(name)));

        Assert.Equal(6, ended.Sum(study => study.Counts.Complete));
        Assert.All(ended, study => Assert.Contains(study.StopReason!.Value, new[] { StopReason.Trials, StopReason.Budget }));
        await SweepAsync();
        var budget = await App.Client.GetBudgetAsync("six");
        Assert.Equal((0.06m, 0m, 0m), (budget.SpentUsd, budget.ReservedUsd, budget.FreeUsd));
        Assert.Equal([50, 80, 100], budget.Alerts.Select(alert => alert.Percent));
        Assert.Empty(budget.Studies);
        Assert.Contains(await ListAsync(), b => b.Name == "six");
    }

    [Fact]
    public async Task Study_WhoseBudgetOthersHold_WaitsAndGoesOnWhenTheyGiveItBack()
    {
        await App.Client.PutBudgetAsync("held", new BudgetRequest { LimitUsd = 0.05m });
        await App.Client.StartStudyAsync(Study("held-first", "gated", "held", trials: 2, parallelism: 2, usdPerTrial: 0.02m));
        await App.UntilAsync("held-first", study => study.Counts.Running == 2);

        await App.Client.StartStudyAsync(Study("held-second", "number", "held", trials: 1, parallelism: 1, usdPerTrial: 0.02m));
        var waits = await App.UntilAsync("held-second", study => study.Waiting is not null);
        var summary = (await App.Client.QueryStudiesAsync(new StudyQuery { Limit = 1000 })).Items.Single(s => s.Name == "held-second");
        var budget = await App.Client.GetBudgetAsync("held");

        Assert.Equal(("group", "group"), (waits.Waiting!.For, summary.Waiting!.For));
        Assert.Equal((0m, 0.04m, 0.01m), (budget.SpentUsd, budget.ReservedUsd, budget.FreeUsd));
        Assert.Equal(["held-second"], budget.Studies.Where(study => study.Waiting).Select(study => study.Study));

        // One of the first study's trials is cancelled, what was set aside for it is charged; the limit is raised.
        await App.Client.PutBudgetAsync("held", new BudgetRequest { LimitUsd = 0.06m });
        Assert.Equal(1, (await App.EndAsync("held-second")).Counts.Complete);
        TestObjectives.Gates["held-first"].SetResult();
        Assert.Equal(2, (await App.EndAsync("held-first")).Counts.Complete);
    }

    [Fact]
    public async Task Study_WhoseBudgetIsUsedUpForEver_EndsForLackOfMoney()
    {
        await App.Client.PutBudgetAsync("used-up", new BudgetRequest { LimitUsd = 0.03m });
        await App.Client.StartStudyAsync(Study("used-up-first", "number", "used-up", trials: 3, parallelism: 1));
        await App.EndAsync("used-up-first");

        await App.Client.StartStudyAsync(Study("used-up-second", "number", "used-up", trials: 3, parallelism: 1));
        var ended = await App.EndAsync("used-up-second");

        Assert.Equal((StopReason.Budget, 0), (ended.StopReason, ended.Counts.Complete));
        await App.Client.PutBudgetAsync("used-up", new BudgetRequest { LimitUsd = 1 });
        await App.Client.ResumeStudyAsync("used-up-second");
        Assert.Equal(3, (await App.EndAsync("used-up-second")).Counts.Complete);
        await SweepAsync();
        Assert.Equal(0.06m, (await App.Client.GetBudgetAsync("used-up")).SpentUsd);
    }

    [Fact]
    public async Task Study_OfABudgetThatIsUnknown_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<TunerApiException>(
            () => App.Client.StartStudyAsync(Study("unknown", "number", "no-such", trials: 1, parallelism: 1)));

        Assert.Equal((400, "/budget/group"), (refused.Problem.Status, refused.Problem.Errors!.Single().Pointer));
        var missing = await Assert.ThrowsAsync<TunerApiException>(() => App.Client.StartStudyAsync(
            """{"name":"unknown","objective":"number","trials":1,"budget":{"usdPerTrial":1}}"""));
        Assert.Equal("/budget/limitUsd", missing.Problem.Errors!.Single().Pointer);
    }

    [Fact]
    public async Task Plan_OfAStudyWithASharedBudget_CountsWhatThatHasLeft()
    {
        await App.Client.PutBudgetAsync("planned", new BudgetRequest { LimitUsd = 0.04m });

        var plan = await App.Client.PlanStudyAsync(Study("planned-study", "number", "planned", trials: 30, parallelism: 1));

        Assert.Equal(("budget", true), (plan.Trials.LimitedBy, plan.Trials.Expected < 30));
        Assert.Contains("/budget/group", plan.Warnings.Select(warning => warning.Pointer));
    }

    [Fact]
    public async Task Delete_BudgetOfAStudyThatRuns_IsRefusedUntilItHasEnded()
    {
        await App.Client.PutBudgetAsync("kept", new BudgetRequest { LimitUsd = 1 });
        await App.Client.StartStudyAsync(Study("kept-study", "gated", "kept", trials: 1, parallelism: 1));

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => App.Client.DeleteBudgetAsync("kept"));
        TestObjectives.Gates.GetOrAdd("kept-study", _ => new TaskCompletionSource()).TrySetResult();
        await App.EndAsync("kept-study");
        await App.Client.DeleteBudgetAsync("kept");

        Assert.Equal(409, refused.Problem.Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<TunerApiException>(() => App.Client.GetBudgetAsync("kept"))).Problem.Status);
    }

    [Fact]
    public async Task Put_WhatIsWrong_IsNamedByField()
    {
        using var response = await App.Http.PutAsync("v1/tuner/budgets/wrong", new StringContent(
            """{"limitUsd":-1,"period":"day","maxStudies":0,"notify":[{"secret":"x"}],"limit":3}"""));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(
            ["/limit", "/limitUsd", "/maxStudies", "/notify/0/url", "/period"],
            problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Delete_StudyWhoseTrialsRun_BooksWhatTheyMayCost()
    {
        await App.Client.PutBudgetAsync("booked", new BudgetRequest { LimitUsd = 1 });
        await App.Client.StartStudyAsync(Study("booked-study", "gated", "booked", trials: 2, parallelism: 2));
        await App.UntilAsync("booked-study", study => study.Counts.Running == 2);

        await App.Client.DeleteStudyAsync("booked-study");

        var budget = await App.Client.GetBudgetAsync("booked");
        Assert.Equal((0.02m, 0m), (budget.SpentUsd, budget.ReservedUsd));
        Assert.Empty(budget.Studies);
    }

    [Fact]
    public async Task Workers_OfTwoStudies_ShareABudget()
    {
        await App.Client.PutBudgetAsync("asked", new BudgetRequest { LimitUsd = 0.03m });
        foreach (var name in (string[])["asked-a", "asked-b"])
            await App.Client.StartStudyAsync(
                $$"""{"name":"{{name}}","trials":4,"searchSpace":{"x":[0,1]},"budget":{"group":"asked","usdPerTrial":0.01} }""");

        var a = await App.Client.SuggestAsync("asked-a", new SuggestRequest { Count = 2 });
        var b = await App.Client.SuggestAsync("asked-b", new SuggestRequest { Count = 2 });

        Assert.Equal((2, 1), (a.Trials.Count, b.Trials.Count));
        Assert.Empty((await App.Client.SuggestAsync("asked-b")).Trials);
        Assert.Equal((0m, 0.03m), await MoneyAsync("asked"));
        foreach (var trial in a.Trials)
            await App.Client.CompleteAsync("asked-a", trial.Number, new CompleteRequest(trial.Lease, [1]));
        await App.Client.CompleteAsync("asked-b", b.Trials[0].Number, new CompleteRequest(b.Trials[0].Lease, [1]));
        // As long as the other study was not told of its trial, money might come back.
        Assert.Null((await App.Client.SuggestAsync("asked-a")).StopReason);
        Assert.Equal("group", (await App.Client.GetStudyAsync("asked-a")).Waiting!.For);
        Assert.Equal(StopReason.Budget, (await App.Client.SuggestAsync("asked-b")).StopReason);
        Assert.Equal(StopReason.Budget, (await App.Client.SuggestAsync("asked-a")).StopReason);
        await SweepAsync();
        Assert.Equal((0.03m, 0m), await MoneyAsync("asked"));
    }

    [Fact]
    public async Task Alerts_OfABudget_AreToldOnceEach()
    {
        await using var webhook = await Endpoint.StartAsync((_, _, _) => Task.CompletedTask);
        await App.Client.PutBudgetAsync("told", new BudgetRequest
        {
            LimitUsd = 0.02m,
            Period = BudgetPeriod.Month,
            Notify = [new BudgetNotifySpec { Url = webhook.Url, Secret = "trainer" }],
        });
        await App.Client.StartStudyAsync(Study("told-study", "number", "told", trials: 2, parallelism: 1));
        await App.EndAsync("told-study");

        await SweepAsync();
        await SweepAsync();

        Assert.Equal(
            ["budget.alert100", "budget.alert50", "budget.alert80"],
            webhook.Calls.Select(call => call.Body.GetProperty("type").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(webhook.Calls, call => Assert.StartsWith("v1,", call.Headers["webhook-signature"], StringComparison.Ordinal));
    }

    private async Task<(decimal Spent, decimal Reserved)> MoneyAsync(string name)
    {
        var budget = await App.Client.GetBudgetAsync(name);
        return (budget.SpentUsd, budget.ReservedUsd);
    }

    private async Task<IReadOnlyList<BudgetView>> ListAsync() => (await App.Client.ListBudgetsAsync()).Items;

    private Task SweepAsync() => ActivatorUtilities.CreateInstance<SweepBudgets>(App.Services)
        .RunAsync(App.Services.GetRequiredService<DurableTaskClient>(), CancellationToken.None);

    private static string Study(string name, string objective, string group, int trials, int parallelism, decimal usdPerTrial = 0.01m) =>
        FormattableString.Invariant(
            $$"""{"name":"{{name}}","objective":"{{objective}}","trials":{{trials}},"parallelism":{{parallelism}},"sampler":"random","budget":{"group":"{{group}}","usdPerTrial":{{usdPerTrial}} } }""");
}
