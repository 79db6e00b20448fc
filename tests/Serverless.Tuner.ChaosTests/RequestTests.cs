using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Proxy;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Client;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests;

/// <summary>A study is paused and resumed, its trials are cancelled and tried
/// again, on a storage that fails and lets others write first.</summary>
public sealed class RequestTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private const string Name = "requests";
    private const int Parallelism = 6;
    private static readonly int Trials = Suite.IsLong ? 200 : 40;

    [Fact]
    public async Task Requests_TenPercentFailFivePercentConflict_NothingIsLostOrDoneTwice()
    {
        await using var proxy = await FaultProxy.StartAsync(azurite.Process);
        var objective = new ChaosObjective(TimeSpan.FromMilliseconds(150));
        await using var app = await ChaosApp.StartAsync(
            proxy.ConnectionString, services => services.AddSingleton(new NamedObjective(ChaosObjective.Name, objective)),
            retryDelay: TimeSpan.FromMilliseconds(10));
        proxy.Plan = new FaultRates(7) { FailureRate = 0.1, ConflictRate = 0.05 }.Plan;
        await app.StartStudyAsync(Suite.Study(Name, Trials, Parallelism));
        var (random, cancelled, retried) = (new Random(1), new HashSet<int>(), new List<int>());
        for (var round = 0; round < Trials / 4; round++)
        {
            await AskAsync(() => app.Client.PauseStudyAsync(Name));
            var paused = await AskAsync(() => app.Client.GetStudyAsync(Name));
            if (paused.State == StudyState.Ended) break;
            var trials = await AskAsync(() => app.Client.ListTrialsAsync(Name, null, 1000, null, CancellationToken.None));
            foreach (var trial in trials!.Items.Where(t => t.EndedAt is null).Take(2))
                if (await AskAsync(() => app.Client.CancelTrialAsync(Name, trial.Number)) is not null) cancelled.Add(trial.Number);
            if (trials.Items.Where(t => t.EndedAt is not null && !retried.Contains(t.Number)).ToList() is { Count: > 0 } ended
                && ended[random.Next(ended.Count)].Number is var number
                && await AskAsync(() => app.Client.RetryTrialAsync(Name, number, "r")) is not null)
                retried.Add(number);
            await AskAsync(() => app.Client.ResumeStudyAsync(Name));
            await Task.Delay(random.Next(200));
        }

        var tables = new Tables(azurite.Process);
        await tables.UntilEndedAsync(Name, TimeSpan.FromMinutes(4), meanwhile: app.SweepAsync);
        var (study, told) = await tables.CheckEndedAsync(Name, Trials);
        output.WriteLine(
            $"chaos: {cancelled.Count} of {Trials} trials cancelled, {retried.Count} tried again, {study.Queue.Count} of these wait; "
            + proxy.Recording.Summary());
        // One that ended by itself before its worker saw the request keeps its outcome.
        var pruned = told.Where(t => t.Outcome.Reason == TrialOutcome.CancelledReason).ToList();
        Assert.NotEmpty(pruned);
        Assert.All(pruned, t => Assert.True(cancelled.Contains(t.Number), $"trial {t.Number} was not cancelled"));
        Assert.All(pruned, t => Assert.Equal(TrialState.Pruned, t.State));
        Assert.Equal(retried.Count, told.Count(t => t.Enqueued) + study.Queue.Count);
        Assert.All(
            told.Where(t => t.Enqueued), t => Assert.Contains(retried, n => told[n].Parameters["x"].Equals(t.Parameters["x"])));
        Assert.Empty(proxy.Recording.RetriesOfRefused());
    }

    /// <summary>As a caller does: what was not answered is asked for again; what
    /// does not fit the study, because it came too late, is null.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> request)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await request();
            }
            catch (TunerApiException e) when (e.Status == 409)
            {
                return default!;
            }
            catch (Exception e) when (tries < 30 && e is HttpRequestException or TunerApiException { Status: >= 500 })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
