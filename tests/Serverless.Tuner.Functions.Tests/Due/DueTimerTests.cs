using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Functions.Timers;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Due;

/// <summary>The one durable timer for the next thing due, and the hourly safety net under it.</summary>
public sealed class DueTimerTests(IdleApp idle) : IClassFixture<IdleApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>What a process that died between its write and the start of an orchestration has left.</summary>
    [Fact]
    public async Task Set_Now_LooksAfterWhatNobodyDrives()
    {
        await OrphanAsync("due-now");

        await idle.Timer.TrySetAsync(idle.Durable, Now, Cancellation);

        Assert.Equal(1, (await idle.App.EndAsync("due-now", TimeSpan.FromSeconds(60))).Counts.Complete);
    }

    [Fact]
    public async Task Set_SoonerThanBefore_IsNotHeldUpByTheLaterTime()
    {
        await OrphanAsync("due-sooner");

        await idle.Timer.TrySetAsync(idle.Durable, Now + TimeSpan.FromHours(5), Cancellation);
        await idle.Timer.TrySetAsync(idle.Durable, Now + TimeSpan.FromHours(9), Cancellation);
        await idle.Timer.TrySetAsync(idle.Durable, Now + TimeSpan.FromSeconds(1), Cancellation);

        Assert.Equal(1, (await idle.App.EndAsync("due-sooner", TimeSpan.FromSeconds(60))).Counts.Complete);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await InstanceAsync())!.RuntimeStatus);
    }

    /// <summary>More events than one history takes: none that is due is forgotten when it begins anew.</summary>
    [Fact]
    public async Task Set_ManyTimes_StillLooks()
    {
        for (var i = 0; i < 120; i++) await idle.Timer.TrySetAsync(idle.Durable, Now + TimeSpan.FromHours(1), Cancellation);
        await OrphanAsync("due-many");

        await idle.Timer.TrySetAsync(idle.Durable, Now, Cancellation);

        Assert.Equal(1, (await idle.App.EndAsync("due-many", TimeSpan.FromSeconds(60))).Counts.Complete);
    }

    [Fact]
    public async Task Set_OrchestrationThatIsGone_BeginsAnother()
    {
        await idle.Timer.TrySetAsync(idle.Durable, Now + TimeSpan.FromHours(1), Cancellation);
        await idle.Durable.TerminateInstanceAsync(HousekeepingOrchestration.Instance, "lost", Cancellation);
        await idle.Durable.WaitForInstanceCompletionAsync(HousekeepingOrchestration.Instance, Cancellation);
        await OrphanAsync("due-gone");

        await idle.Timer.TrySetAsync(idle.Durable, Now, Cancellation);

        Assert.Equal(1, (await idle.App.EndAsync("due-gone", TimeSpan.FromSeconds(60))).Counts.Complete);
    }

    [Fact]
    public async Task SetSoon_WhileALookIsNear_AsksTheEngineOnce()
    {
        var (time, client) = (new FakeTimeProvider(Now), new CountingClient());
        var timer = new DueTimer(time, NullLogger<DueTimer>.Instance);

        for (var i = 0; i < 100; i++) await timer.SetSoonAsync(client, Cancellation);
        Assert.Equal(1, client.Asked);

        // Later the look may come before what a request writes is written.
        time.Advance(TimeSpan.FromSeconds(31));
        await timer.SetSoonAsync(client, Cancellation);
        Assert.Equal(2, client.Asked);
    }

    [Fact]
    public async Task SetSoon_EngineThatFails_HoldsNothingUp()
    {
        var timer = new DueTimer(TimeProvider.System, NullLogger<DueTimer>.Instance);

        await timer.SetSoonAsync(new CountingClient { Fails = true }, Cancellation);
    }

    [Fact]
    public async Task Look_IdleApp_IsNeverDueAgain()
    {
        await EndAllAsync();

        Assert.Null(await idle.LookAsync());
    }

    [Fact]
    public async Task Look_StudyThatRuns_IsDueInAMinute()
    {
        await idle.App.Client.StartStudyAsync("""{"name":"due-runs","objective":"waits","trials":1}""");
        await idle.App.UntilAsync("due-runs", study => study.Counts.Running == 1);

        var next = await idle.LookAsync();

        Assert.InRange(next!.Value, Now + TimeSpan.FromSeconds(30), Now + TimeSpan.FromMinutes(1));
        await idle.App.Client.StopStudyAsync("due-runs");
        await idle.App.EndAsync("due-runs");
    }

    /// <summary>Of a study for workers without a worker only its time can run out.</summary>
    [Fact]
    public async Task Look_StudyThatWaitsForWorkers_IsDueAtItsDeadline()
    {
        await EndAllAsync();
        await idle.App.Client.StartStudyAsync(
            """{"name":"due-workers","objective":{"kind":"external"},"searchSpace":{"x":[0,1]},"trials":3,"timeoutSeconds":7200}""");

        var next = await idle.LookAsync();

        Assert.InRange(next!.Value, Now + TimeSpan.FromMinutes(115), Now + TimeSpan.FromHours(2));
        await idle.App.Client.StopStudyAsync("due-workers");
    }

    [Fact]
    public async Task Look_Schedule_IsDueAtItsNextSlot()
    {
        await EndAllAsync();
        using var body = new StringContent(
            """{"cron":"0 0 1 1 *","study":{"name":"due-{yyyyMMdd-HHmm}","objective":"number","trials":1}}""",
            System.Text.Encoding.UTF8, "application/json");
        (await idle.App.Http.PutAsync("/v1/tuner/schedules/due", body, Cancellation)).EnsureSuccessStatusCode();

        var next = await idle.LookAsync();

        Assert.Equal(new DateTimeOffset(Now.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero), next);
        // It was set before the schedule was written.
        Assert.NotNull(await InstanceAsync());
        await idle.App.Http.DeleteAsync("/v1/tuner/schedules/due", Cancellation);
        Assert.Null(await idle.LookAsync());
    }

    /// <summary>A host that died before it could set the timer: the safety net looks itself, and sets it.</summary>
    [Fact]
    public async Task SafetyNet_TimerThatWasNeverSet_LooksAfterEverything()
    {
        await OrphanAsync("due-net");

        await ActivatorUtilities.CreateInstance<SafetyNet>(idle.App.Services).RunAsync(new TimerInfo(), idle.Durable, Cancellation);

        Assert.Equal(1, (await idle.App.EndAsync("due-net", TimeSpan.FromSeconds(60))).Counts.Complete);
        Assert.NotNull(await InstanceAsync());
    }

    private async Task OrphanAsync(string name)
    {
        var spec = (await idle.App.Client.StartStudyAsync($$"""{"name":"{{name}}-model","objective":"number","trials":1}""")).Spec;
        await idle.App.EndAsync($"{name}-model");
        await idle.App.Services.GetRequiredService<StudyStore>().CreateAsync(spec with { Name = name }, Cancellation);
    }

    private async Task EndAllAsync()
    {
        foreach (var study in (await idle.App.Client.ListStudiesAsync(null, 1000)).Items)
        {
            if (study.State != StudyState.Ended) await idle.App.Client.StopStudyAsync(study.Name);
            await idle.App.EndAsync(study.Name);
        }
    }

    private Task<OrchestrationMetadata?> InstanceAsync() =>
        idle.Durable.GetInstanceAsync(HousekeepingOrchestration.Instance, Cancellation);
}
