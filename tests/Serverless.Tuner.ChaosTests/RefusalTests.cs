using System.Collections.Concurrent;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using DurableTask.Core;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Clocks;
using Serverless.Tuner.ChaosTests.Proxy;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests;

/// <summary>An answer that says "do not ask again" is not asked for again;
/// the study goes on when the sweep comes by, and nothing is lost.</summary>
public sealed class RefusalTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private const int Trials = 12;

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (var status in Suite.IsLong ? new[] { 400, 401, 403, 404, 413 } : [403, 404])
                foreach (var refused in (string[])["advance", "claim", "end"])
                    cases.Add(status, refused);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Study_RequestRefused_IsNotSentAgainAndTheStudyEndsRight(int status, string refused)
    {
        var name = $"refused-{refused}-{status}";
        await using var proxy = await FaultProxy.StartAsync(azurite.Process);
        var steps = new ConcurrentQueue<RecordedStep>();
        using var clock = new JumpingTimeProvider(isSuspended: true);
        await using var app = await ChaosApp.StartAsync(
            proxy.ConnectionString,
            services =>
                services.AddSingleton(new NamedObjective(ChaosObjective.Name, new ChaosObjective(TimeSpan.FromMilliseconds(10))))
                    .AddSingleton<TimeProvider>(clock),
            options => options with { StepRecorded = steps.Enqueue },
            retryDelay: TimeSpan.FromMilliseconds(10));
        var tables = new Tables(azurite.Process);
        var refusals = 0;
        proxy.Plan = request =>
            Meets(request, refused) && Interlocked.Increment(ref refusals) is 3 or 4 ? Fault.Answer(status) : Fault.None;

        await app.StartStudyAsync(Suite.Study(name, Trials, parallelism: 2));
        await tables.UntilEndedAsync(name, meanwhile: () => SweepWhenStoppedAsync(app, tables, name));
        await tables.CheckEndedAsync(name, Trials);

        Assert.Equal(2, proxy.Recording.Requests.Count(r => r.Fault.Kind == FaultKind.Answered));
        Assert.Empty(proxy.Recording.RetriesOfRefused());
        CheckThatNoneIsAskedForAgain([.. steps], areSome: status != 404);
        output.WriteLine($"chaos: {status} to {refused}: {proxy.Recording.Summary()}");
    }

    /// <summary>What is refused for good ends the study with the text of the refusal, and not before ten runs have failed of it. Once it is
    /// mended, the study goes on with the trials that were open.</summary>
    [Fact]
    public async Task Study_RefusedForGood_EndsAsAnErrorAndCanBeResumed()
    {
        const string Name = "refused-for-good";
        await using var proxy = await FaultProxy.StartAsync(azurite.Process);
        var steps = new ConcurrentQueue<RecordedStep>();
        using var clock = new JumpingTimeProvider(isSuspended: true);
        await using var app = await ChaosApp.StartAsync(
            proxy.ConnectionString,
            services =>
                services.AddSingleton(new NamedObjective(ChaosObjective.Name, new ChaosObjective(TimeSpan.FromMilliseconds(10))))
                    .AddSingleton<TimeProvider>(clock),
            options => options with { StepRecorded = steps.Enqueue },
            retryDelay: TimeSpan.FromMilliseconds(10));
        var tables = new Tables(azurite.Process);
        var claims = 0;
        proxy.Plan = request => Meets(request, "claim") && Interlocked.Increment(ref claims) > 4 ? Fault.Answer(403) : Fault.None;
        await app.StartStudyAsync(Suite.Study(Name, Trials, parallelism: 2));

        await tables.UntilEndedAsync(Name, meanwhile: () => SweepWhenStoppedAsync(app, tables, Name));
        var runs = steps.Select(step => step.Instance.InstanceId).ToHashSet();
        var listed = (await app.Client.ListStudiesAsync(PageCursor.AfterStudy("refused-for-goo"), 1)).Items.Single();
        var ended = await app.Client.GetStudyAsync(Name);

        Assert.Equal((StudyState.Ended, StopReason.Error), (ended.State, ended.StopReason));
        Assert.StartsWith("RequestFailedException: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("403", ended.Error, StringComparison.Ordinal);
        Assert.Equal((Name, StopReason.Error, ended.Error), (listed.Name, listed.StopReason, listed.Error));
        // Of the first trials one or two were counted after the first run had failed.
        Assert.InRange(runs.Count, 10, 12);
        Assert.True(ended.Counts.Running > 0, "no trial was left open");
        output.WriteLine($"chaos: {runs.Count} runs, {ended.Error!.Split('\n')[0]}");

        proxy.Clear();
        proxy.Plan = _ => Fault.None;
        await app.Client.ResumeStudyAsync(Name);
        await tables.UntilEndedAsync(Name, meanwhile: () => SweepWhenStoppedAsync(app, tables, Name));
        await tables.CheckEndedAsync(Name, Trials);
    }

    /// <summary>An orchestration whose activity was refused ends with that.
    /// (Who is told that there is no such row knows what that means.)</summary>
    private static void CheckThatNoneIsAskedForAgain(IReadOnlyList<RecordedStep> steps, bool areSome)
    {
        var refused = steps.GroupBy(s => s.Instance.InstanceId)
            .Where(run => run.Any(s => s.Arrived.Any(e => e is TaskFailedEvent))).ToList();
        Assert.Equal(areSome, refused.Count > 0);
        Assert.All(
            refused,
            run =>
                Assert.Equal(
                    OrchestrationStatus.Failed,
                    Assert.IsType<OrchestrationCompleteOrchestratorAction>(run.Last().Actions[^1]).OrchestrationStatus));
    }

    /// <summary>Which of a study's requests are refused.</summary>
    private static bool Meets(ProxiedRequest request, string refused)
    {
        var isTrial = request.GuardedRow is { RowKey: ['t', 'r', 'i', 'a', 'l', '|', ..] };
        return refused switch
        {
            "advance" => request.IsBatch && request.GuardedRow is { Table: "tunerstudies", RowKey: "study" },
            "claim" => !request.IsBatch && request.Actions is [{ Method: "PUT" }] && isTrial && request.Writes("\"Running\""),
            "end" => request.IsBatch && isTrial && request.Writes("\"Complete\""),
            _ => throw new ArgumentOutOfRangeException(nameof(refused)),
        };
    }

    /// <summary>The sweep as it comes by once a minute, but at once when the orchestration has stopped.</summary>
    private static async Task SweepWhenStoppedAsync(ChaosApp app, Tables tables, string name)
    {
        if (await tables.StudyRowAsync(name) is not { } row) return;
        var instance = await app.DurableClient.GetInstancesAsync(
            Functions.Orchestration.StudyStarter.InstanceId(StudyName.Parse(name), row.GetString("Run")));
        if (instance is { IsCompleted: true }) await app.SweepAsync();
    }
}
