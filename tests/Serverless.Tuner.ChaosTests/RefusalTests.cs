using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Clocks;
using Serverless.Tuner.ChaosTests.Proxy;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Durable.History;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests;

/// <summary>An answer that says "do not ask again" is not asked for again; the study goes on when the sweep comes by, and nothing is lost.</summary>
public sealed class RefusalTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private const int Trials = 12;

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (var status in Suite.IsLong ? new[] { 400, 401, 403, 404, 413 } : [403, 404])
                foreach (var refused in (string[])["advance", "claim", "end", "history"])
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
            $"refused{refused}{status}history",
            services => services.AddSingleton<IObjective>(new ChaosObjective(TimeSpan.FromMilliseconds(10))).AddSingleton<TimeProvider>(clock),
            options => options with { StepRecorded = steps.Enqueue },
            retryDelay: TimeSpan.FromMilliseconds(10));
        var tables = new Tables(azurite.Process);
        var (refusals, looks) = (0, 0);
        proxy.Plan = request => Meets(request, refused, name) && Interlocked.Increment(ref refusals) is 3 or 4 ? Fault.Answer(status) : Fault.None;

        await app.StartStudyAsync(Suite.Study(name, Trials, parallelism: 2));
        await tables.UntilEndedAsync(name, meanwhile: async () =>
        {
            await SweepWhenStoppedAsync(app, tables, name);
            // An instance whose history was refused is taken up again after a minute.
            if (refused == "history" && ++looks % 20 == 0) clock.Jump(TimeSpan.FromSeconds(61));
        });
        await tables.CheckEndedAsync(name, Trials);

        Assert.Equal(2, proxy.Recording.Requests.Count(r => r.Fault.Kind == FaultKind.Answered));
        Assert.Empty(proxy.Recording.RetriesOfRefused());
        CheckThatNoneIsAskedForAgain([.. steps], areSome: refused != "history" && status != 404);
        output.WriteLine($"chaos: {status} to {refused}: {proxy.Recording.Summary()}");
    }

    /// <summary>An orchestration whose activity was refused ends with that. (Who is told that there is no such row knows what that means.)</summary>
    private static void CheckThatNoneIsAskedForAgain(IReadOnlyList<RecordedStep> steps, bool areSome)
    {
        var refused = steps.GroupBy(s => s.Identity.InstanceId).Where(run => run.Any(s => s.Episode.Events.Any(e => e.Kind == HistoryEventKind.TaskFailed))).ToList();
        Assert.Equal(areSome, refused.Count > 0);
        Assert.All(refused, run => Assert.IsType<OrchestrationOutcome.Failed>(run.Last().End));
    }

    /// <summary>Which of a study's requests are refused.</summary>
    private static bool Meets(ProxiedRequest request, string refused, string study)
    {
        var isTrial = request.GuardedRow is { RowKey: ['t', 'r', 'i', 'a', 'l', '|', ..] };
        return refused switch
        {
            "advance" => request.IsBatch && request.GuardedRow is { Table: "tunerstudies", RowKey: "study" },
            "claim" => !request.IsBatch && request.Actions is [{ Method: "PUT" }] && isTrial && request.Writes("\"Running\""),
            "end" => request.IsBatch && isTrial && request.Writes("\"Complete\""),
            _ => request.IsBatch && request.GuardedRow is { RowKey: "instance" } row && row.PartitionKey.StartsWith(study + "~", StringComparison.Ordinal),
        };
    }

    /// <summary>The sweep as it comes by once a minute, but at once when the orchestration has stopped.</summary>
    private static async Task SweepWhenStoppedAsync(ChaosApp app, Tables tables, string name)
    {
        if (await tables.StudyRowAsync(name) is not { } row) return;
        var instance = await app.DurableClient.GetInstancesAsync(Functions.Orchestration.StudyStarter.InstanceId(name, row.GetString("Run")));
        if (instance is { IsCompleted: true }) await app.SweepAsync();
    }
}
