using System.Net;
using System.Text.Json;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>A key with an allowance spends no more than that, whatever its studies do.</summary>
public sealed class AllowanceTests(KeyedApp app) : IClassFixture<KeyedApp>
{
    [Fact]
    public async Task FiftyStartsAtOnce_OfOneDollar_OnTenDollars_AreTenStudies()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 10);
        var names = Enumerable.Range(0, 50).Select(i => $"of-fifty-{i}").ToArray();

        var statuses = await Task.WhenAll(names.Select(name => StartAsync(key, Study(name, "gated", 1))));

        Assert.Equal(10, statuses.Count(status => status == HttpStatusCode.Accepted));
        Assert.Equal(40, statuses.Count(status => status == HttpStatusCode.Forbidden));
        var there = (await app.App.Client.ListStudiesAsync(PageCursor.AfterStudy("of-fifty-"), 60)).Items
            .Select(study => study.Name).Where(names.Contains).ToArray();
        Assert.Equal(10, there.Length);
        var allowance = await ShowAsync(key);
        Assert.Equal((0m, 0m), (allowance.LeftUsd, allowance.SpentUsd));
        Assert.Equal(there.Order(), allowance.Studies.Select(study => study.Study).Order());
        Assert.All(allowance.Studies, study => Assert.Equal(1m, study.AmountUsd));

        // Revoking the key stops none of them, and each gives back what it did not spend.
        await app.App.Client.RevokeKeyAsync(IdOf(key));
        foreach (var name in there) Release(name);
        foreach (var name in there) Assert.Equal(StopReason.Trials, (await app.App.EndAsync(name)).StopReason);
        allowance = await SettledAsync(key);
        Assert.Equal((7.5m, 2.5m), (allowance.LeftUsd, allowance.SpentUsd));
    }

    [Fact]
    public async Task Start_WithoutALimit_IsRefused_AndSoIsMoreThanIsLeft()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 2);
        using var unlimited = await app.SendAsync(
            HttpMethod.Post, "v1/tuner/studies", key, """{"name":"unlimited","objective":"number","trials":1}""");

        Assert.Equal(HttpStatusCode.BadRequest, unlimited.StatusCode);
        Assert.Contains("/budget/limitUsd", await unlimited.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await StartAsync(key, Study("too-dear", "number", 2.000001m)));
        Assert.Equal((2m, 0), await LeftAsync(key));
    }

    [Fact]
    public async Task SameStudyAgain_TakesNothingMore_AndAnotherOfItsNameNothingAtAll()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 10);
        var study = Study("paid-again", "gated", 6);
        // At once, too: one of them creates it.
        foreach (var status in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync(key, study))))
            Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(key, study));
        Assert.Equal((4m, 1), await LeftAsync(key));

        Assert.Equal(HttpStatusCode.Conflict, await StartAsync(key, Study("paid-again", "number", 3)));
        Assert.Equal((4m, 1), await LeftAsync(key));
        Release("paid-again");
        await app.App.EndAsync("paid-again");
        Assert.Equal(9.75m, (await SettledAsync(key)).LeftUsd);
    }

    [Fact]
    public async Task RaisedLimit_TakesMore_OrIsRefusedAsAWhole()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 5);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(key, Study("raised", "gated", 1)));

        Assert.Equal(HttpStatusCode.OK, await RaiseAsync(key, "raised", """{"limitUsd":3}"""));
        Assert.Equal(2m, (await ShowAsync(key)).LeftUsd);
        Assert.Equal(HttpStatusCode.OK, await RaiseAsync(key, "raised", """{"limitUsd":3}""")); // Said twice.
        Assert.Equal(HttpStatusCode.Forbidden, await RaiseAsync(key, "raised", """{"limitUsd":5.5}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await RaiseAsync(key, "raised", """{"limitUsd":4,"timeoutSeconds":9}"""));
        Assert.Equal(2m, (await ShowAsync(key)).LeftUsd);
        Assert.Equal(3m, (await app.App.Client.GetStudyAsync("raised")).Ledger.LimitUsd);

        Release("raised");
        await app.App.EndAsync("raised");
        Assert.Equal((4.75m, 0.25m), ((await SettledAsync(key)).LeftUsd, (await ShowAsync(key)).SpentUsd));
    }

    [Fact]
    public async Task EndedStudy_ThatGoesOn_TakesWhatItMayStillSpend_FromTheKeyThatLetsIt()
    {
        var (first, second) = (await app.NewAsync(KeyScope.Write, allowance: 1), await app.NewAsync(KeyScope.Write, allowance: 2));
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(first, Study("goes-on", "number", 1)));
        await app.App.EndAsync("goes-on");
        Assert.Equal(0.75m, (await SettledAsync(first)).LeftUsd);

        Assert.Equal(HttpStatusCode.OK, await RaiseAsync(second, "goes-on", """{"trials":3}"""));
        await app.App.EndAsync("goes-on");

        Assert.Equal(1.5m, (await SettledAsync(second)).LeftUsd);
        Assert.Equal(0.75m, (await ShowAsync(first)).LeftUsd);
        // The same file with more trials is a way to go on, too.
        var poor = await app.NewAsync(KeyScope.Write, allowance: 0.01m);
        Assert.Equal(HttpStatusCode.Forbidden, await StartAsync(poor, Study("goes-on", "number", 1, 4)));
        // Whoever has no allowance pays nothing.
        Assert.Equal(HttpStatusCode.OK, await RaiseAsync(app.Keys["Write"], "goes-on", """{"trials":4}"""));
        await app.App.EndAsync("goes-on");
        Assert.Equal((0.75m, 1.5m), ((await SettledAsync(first)).LeftUsd, (await SettledAsync(second)).LeftUsd));
    }

    [Fact]
    public async Task StudyWithoutALimit_IsNotLetOnByAKeyWithAnAllowance()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 1);
        await app.App.Client.StartStudyAsync("""{"name":"free","objective":"number","trials":1}""");
        await app.App.EndAsync("free");

        Assert.Equal(HttpStatusCode.Forbidden, await RaiseAsync(key, "free", """{"trials":2}"""));
        using var resumed = await app.SendAsync(HttpMethod.Post, "v1/tuner/studies/free/resume", key);
        Assert.Equal(HttpStatusCode.Forbidden, resumed.StatusCode);
    }

    [Fact]
    public async Task Overrun_IsDeducted_AndThenNothingStarts()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 0.2m);
        const string Dear = """{"name":"overruns","objective":"costly","trials":1,"budget":{"limitUsd":0.2,"reported":true,"expectedUsd":0.1}}""";
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(key, Dear));
        await app.App.EndAsync("overruns");

        Assert.Equal((-0.1m, 0.3m), ((await SettledAsync(key)).LeftUsd, (await ShowAsync(key)).SpentUsd));
        Assert.Equal(HttpStatusCode.Forbidden, await StartAsync(key, Study("after-overrun", "number", 0.3m)));
    }

    [Fact]
    public async Task DeletedStudy_HasCostWhatItSpentAndWhatItsTrialsMay()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 5);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(key, Study("deleted", "gated", 2)));
        await app.App.UntilAsync("deleted", study => study.Counts.Running == 1);

        using var deleted = await app.SendAsync(HttpMethod.Delete, "v1/tuner/studies/deleted", key);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal((4.75m, 0), await LeftAsync(key));
        Release("deleted");
    }

    [Fact]
    public async Task StudyForWorkers_GivesBackWhenItsLastTrialIsToldOrItIsStopped_AndAnOverrunCountsAtOnce()
    {
        var key = await app.NewAsync(KeyScope.Write, allowance: 10);
        const string Budget = """ "searchSpace":{"x":[0,1]},"trials":1,"budget":{"limitUsd":1,"reported":true,"expectedUsd":0.1} """;
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(key, $$"""{"name":"told-last",{{Budget}}}"""));
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(key, $$"""{"name":"stopped-unheld",{{Budget}}}"""));
        Assert.Equal(8m, (await ShowAsync(key)).LeftUsd);

        using var stopped = await app.SendAsync(HttpMethod.Post, "v1/tuner/studies/stopped-unheld/stop", key);
        Assert.Equal(9m, (await ShowAsync(key)).LeftUsd);

        using var asked = await app.SendAsync(HttpMethod.Post, "v1/tuner/studies/told-last/trials/suggest", key);
        using var suggested = JsonDocument.Parse(await asked.Content.ReadAsStringAsync());
        var lease = suggested.RootElement.GetProperty("trials")[0].GetProperty("lease").GetString();
        using var told = await app.SendAsync(
            HttpMethod.Post, "v1/tuner/studies/told-last/trials/0/complete", key, $$"""{"lease":"{{lease}}","value":1,"costUsd":50}""");
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        Assert.Equal((-40m, 0), await LeftAsync(key));
        Assert.Equal(HttpStatusCode.Forbidden, await StartAsync(key, Study("after-told-last", "number", 1)));
    }

    // Each trial costs a quarter.
    private static string Study(string name, string objective, decimal limit, int trials = 1) => FormattableString.Invariant(
        $$"""{"name":"{{name}}","objective":"{{objective}}","trials":{{trials}},"budget":{"limitUsd":{{limit}},"usdPerTrial":0.25} }""");

    private static void Release(string study) => TestObjectives.Gates.GetOrAdd(study, _ => new TaskCompletionSource()).TrySetResult();

    private static string IdOf(string key) => key.Split('_')[1];

    private async Task<HttpStatusCode> StartAsync(string key, string study)
    {
        using var response = await app.SendAsync(HttpMethod.Post, "v1/tuner/studies", key, study);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> RaiseAsync(string key, string study, string body)
    {
        using var response = await app.SendAsync(HttpMethod.Patch, $"v1/tuner/studies/{study}", key, body);
        return response.StatusCode;
    }

    private async Task<AllowanceView> ShowAsync(string key) =>
        (await app.App.Client.ListKeysAsync()).Items.Single(shown => shown.Id == IdOf(key)).Allowance!;

    private async Task<(decimal Left, int Studies)> LeftAsync(string key) =>
        await ShowAsync(key) is var allowance ? (allowance.LeftUsd, allowance.Studies.Count) : default;

    /// <summary>Waits until no study holds anything of the key.</summary>
    private async Task<AllowanceView> SettledAsync(string key)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var allowance = await ShowAsync(key);
            if (allowance.Studies.Count == 0) return allowance;
            if (limit.IsCancellationRequested) Assert.Fail($"Never settled: {JsonSerializer.Serialize(allowance, TunerJson.Options)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
