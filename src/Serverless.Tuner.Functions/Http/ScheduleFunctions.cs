using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Functions.Schedules;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Schedules over HTTP: make, list, show, replace, switch on and off, run, delete.</summary>
public sealed class ScheduleFunctions(
    ScheduleStore store, ScheduleDriver driver, StudyLaunch launch, StudyStarter starter, StudyCatalogs catalogs, ApiAccess access,
    TimeProvider time, ApiGate gate)
{
    private const string Schedules = "v1/tuner/schedules";
    private const string Title = "The schedule cannot be kept";
    private const int MaxChangeBytes = 1024;

    /// <summary>Lists all schedules by name, each with its last run.</summary>
    [Function("ListSchedules")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Schedules)] HttpRequest request, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            if (new Query(request) is { Errors: { Count: > 0 } wrong }) return JsonAnswer.Invalid("The schedules cannot be listed", wrong);
            var now = time.GetUtcNow();
            var all = await store.ListAsync(cancellationToken);
            return JsonAnswer.Ok(new PageView<ScheduleView>([.. all.Select(one => ScheduleViews.View(one, now, runs: 1))], null));
        });

    /// <summary>Makes a schedule; the same again is the same schedule.</summary>
    [Function("CreateSchedule")]
    public Task<IActionResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Schedules)] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            var (made, refusal) = await ReadAsync(request, null, caller, cancellationToken);
            if (made is null) return refusal!;
            await starter.WatchOverAsync(client, cancellationToken);
            var there = await store.AddAsync(made, cancellationToken);
            return there.Id == made.Id || IsSame(there.Spec, made.Spec)
                ? Answer(there, there.Id == made.Id ? StatusCodes.Status201Created : StatusCodes.Status200OK)
                : JsonAnswer.Problem(
                    ProblemKind.ScheduleExists, "Another schedule has that name",
                    $"Schedule '{made.Spec.Name}' exists with other settings; PUT replaces them.");
        });

    /// <summary>Shows a schedule with its next slots and its last runs.</summary>
    [Function("GetSchedule")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Schedules + "/{name}")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () => await FindAsync(name, cancellationToken) is { } schedule
            ? Answer(schedule, StatusCodes.Status200OK)
            : NoSchedule(name));

    /// <summary>Makes a schedule, or gives one other settings; its runs and what it has promoted stay.</summary>
    [Function("PutSchedule")]
    public Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Schedules + "/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            var (made, refusal) = await ReadAsync(request, name, caller, cancellationToken);
            if (made is null) return refusal!;
            await starter.WatchOverAsync(client, cancellationToken);
            while (true)
            {
                var changed = await store.ChangeAsync(
                    name, before => Slots.Change(before, made.Spec, time.GetUtcNow()) with { Owner = made.Owner }, cancellationToken);
                if (changed is not null) return Answer(changed, StatusCodes.Status200OK);
                if ((await store.AddAsync(made, cancellationToken)).Id == made.Id) return Answer(made, StatusCodes.Status201Created);
            }
        });

    /// <summary>Switches a schedule on or off; slots that passed while it was off are not made up for.</summary>
    [Function("ChangeSchedule")]
    public Task<IActionResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Schedules + "/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            var body = await RequestBody.ReadAsync(request, MaxChangeBytes, cancellationToken);
            var (wanted, errors) = ScheduleChangeReader.Read(body);
            if (wanted is null) return JsonAnswer.Invalid("The schedule cannot be changed", errors);
            if (await FindAsync(name, cancellationToken) is not { } before) return NoSchedule(name);
            if (wanted.Enabled && !ScheduleCallers.MayRun(caller, before.Owner)) return NotYours(name);
            await starter.WatchOverAsync(client, cancellationToken);
            var changed = await store.ChangeAsync(
                name,
                schedule => schedule.Spec.Enabled == wanted.Enabled
                    ? null
                    : Slots.Change(schedule, schedule.Spec with { Enabled = wanted.Enabled }, time.GetUtcNow()),
                cancellationToken);
            return changed is null ? NoSchedule(name) : Answer(changed, StatusCodes.Status200OK);
        });

    /// <summary>Deletes a schedule; its studies stay, and one that runs goes on.</summary>
    [Function("DeleteSchedule")]
    public Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Schedules + "/{name}")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
            StudyName.TryParse(name) is not null && await store.DeleteAsync(name, cancellationToken)
                ? JsonAnswer.NoContent()
                : NoSchedule(name));

    /// <summary>Has a schedule run now, beside its slots.</summary>
    [Function("RunSchedule")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Schedules + "/{name}/run")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            if (await FindAsync(name, cancellationToken) is not { } before) return NoSchedule(name);
            if (!ScheduleCallers.MayRun(caller, before.Owner)) return NotYours(name);
            await starter.WatchOverAsync(client, cancellationToken);
            // A run that has ended meanwhile is not in the way.
            await driver.DriveAsync(name, client, cancellationToken);
            var (isSkipped, now) = (false, time.GetUtcNow());
            // A write whose answer was lost is told from another request's by this, also without a key of the caller's.
            var id = KeyedRequests.IdOf(request) ?? store.NewId().ToString("N");
            var after = await store.ChangeAsync(
                name,
                schedule =>
                {
                    var taken = Slots.TakeByHand(schedule, id, now);
                    isSkipped = taken is null;
                    return taken;
                },
                cancellationToken);
            if (after is null) return NoSchedule(name);
            if (isSkipped)
                return JsonAnswer.Conflict(
                    "The schedule does not run now",
                    $"A run of '{name}' goes on, and with the overlap `skip` no other begins meanwhile.");
            await driver.DriveAsync(name, client, cancellationToken);
            return Answer(await store.FindAsync(name, cancellationToken) ?? after, StatusCodes.Status202Accepted);
        });

    /// <summary>The schedule that a request describes, as its caller may make it.</summary>
    private async Task<(Schedule? Schedule, JsonAnswer? Refusal)> ReadAsync(
        HttpRequest request, string? name, Caller caller, CancellationToken cancellationToken)
    {
        if (name is not null && StudyName.TryParse(name) is null)
            return (null, JsonAnswer.Invalid(Title, [new FieldError("/name", StudyName.Rule)]));
        var (programs, now) = (new ProgramRule(catalogs, access, caller), time.GetUtcNow());
        var body = await RequestBody.ReadAsync(request, ScheduleParser.MaxBytes, cancellationToken);
        var (spec, errors) = ScheduleParser.Parse(body, name, programs.Catalogs, now);
        if (programs.Refusal is { } refusal) return (null, refusal);
        if (spec is null) return (null, JsonAnswer.Invalid(Title, errors));
        FieldError[] wrong =
        [
            .. (await launch.FindUncallableAsync(spec.Study, cancellationToken)).Select(e => e with { Pointer = $"/study{e.Pointer}" }),
            .. await launch.FindUncallableAsync(
                (spec.Notify ?? []).Select((webhook, i) => ($"/notify/{i}/url", (string?)webhook.Url)), cancellationToken),
            .. caller.PayingKey is not null && spec.Study.Budget?.LimitUsd is null
                ? [new FieldError("/study/budget/limitUsd", "is required: the key has an allowance, of which it is taken")]
                : Array.Empty<FieldError>(),
            .. await FindBesideAsync(spec, cancellationToken),
        ];
        if (wrong.Length > 0) return (null, JsonAnswer.Invalid(Title, wrong));
        var schedule = new Schedule
        {
            Id = store.NewId(),
            Spec = spec,
            Owner = ScheduleCallers.OwnerOf(caller),
            CreatedAt = now,
            DealtUntil = now,
        };
        return ScheduleStore.WrongWith(schedule) is { } tooLarge ? (null, JsonAnswer.Invalid(Title, [tooLarge])) : (schedule, null);
    }

    /// <summary>What of the spec other things do not allow: its group, which is not there, or another schedule, whose runs have its names.
    /// </summary>
    private async Task<IReadOnlyList<FieldError>> FindBesideAsync(ScheduleSpec spec, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (await launch.FindWrongGroupAsync(spec.Study, cancellationToken) is { } group)
            errors.Add(group with { Pointer = $"/study{group.Pointer}" });
        var others = await store.ListAsync(cancellationToken);
        if (others.FirstOrDefault(o => o.Spec.Name != spec.Name && o.Spec.Study.Name == spec.Study.Name) is { } other)
            errors.Add(new FieldError(
                "/study/name", $"is that of schedule '{other.Spec.Name}', too: each of both would take the other's studies for its runs"));
        return errors;
    }

    private async Task<Schedule?> FindAsync(string name, CancellationToken cancellationToken) =>
        StudyName.TryParse(name) is null ? null : await store.FindAsync(name, cancellationToken);

    private JsonAnswer Answer(Schedule schedule, int status) =>
        new(status, ScheduleViews.View(schedule, time.GetUtcNow())) { Location = $"/{Schedules}/{schedule.Spec.Name}" };

    private static bool IsSame(ScheduleSpec a, ScheduleSpec b) =>
        JsonSerializer.Serialize(a, TunerJson.Options) == JsonSerializer.Serialize(b, TunerJson.Options);

    private static JsonAnswer NotYours(string name) => JsonAnswer.Problem(
        ProblemKind.Forbidden, "The schedule is not this key's",
        $"The runs of '{name}' are paid by whoever wrote it; a key with an allowance has only its own schedules run.");

    /// <summary>The answer where there is no such schedule.</summary>
    internal static JsonAnswer NoSchedule(string name) =>
        JsonAnswer.Problem(ProblemKind.NoSuchSchedule, "No such schedule", $"There is no schedule '{name}'.");
}
