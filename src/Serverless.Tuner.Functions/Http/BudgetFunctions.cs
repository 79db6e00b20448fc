using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Budgets that many studies share over HTTP: list, get, put, delete.</summary>
public sealed class BudgetFunctions(
    SharedBudgets budgets, StudyAdmission admission, OutboundClient calls, TimeProvider time, ApiGate gate)
{
    private const string Budgets = "v1/tuner/budgets";
    private const string Title = "The budget cannot be set";
    private const int MaxBytes = 16 * 1024;

    /// <summary>Lists all budgets by name.</summary>
    [Function("ListBudgets")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Budgets)] HttpRequest request, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
            JsonAnswer.Ok(new PageView<BudgetView>([.. (await budgets.ListAsync(cancellationToken)).Select(View)], null)));

    /// <summary>Shows one budget.</summary>
    [Function("GetBudget")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Budgets + "/{name}")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
            StudyName.TryParse(name) is not null && await budgets.FindAsync(name, cancellationToken) is { } budget
                ? JsonAnswer.Ok(View(budget))
                : NoBudget(name));

    /// <summary>Makes a budget, or makes it what it is to be; a limit that is lowered stops no trial that runs.</summary>
    [Function("PutBudget")]
    public Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Budgets + "/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Admin, async () =>
        {
            var (wanted, errors) = BudgetRequestReader.Read(await RequestBody.ReadAsync(request, MaxBytes, cancellationToken));
            if (wanted is null) return JsonAnswer.Invalid(Title, errors);
            if (StudyName.TryParse(name) is null)
                return JsonAnswer.Invalid(
                    Title, [new FieldError("/name", StudyName.Rule)]);
            if (await FindUncallableAsync(wanted, cancellationToken) is { Count: > 0 } uncallable)
                return JsonAnswer.Invalid(Title, uncallable);

            var (budget, isNew, wakes) = await budgets.PutAsync(name, wanted, cancellationToken);
            await admission.WakeAsync(client, wakes, cancellationToken);
            if (!isNew) await admission.AdmitAsync(client, cancellationToken);
            return JsonAnswer.Ok(View(budget));
        });

    /// <summary>Deletes a budget that no study needs any more.</summary>
    [Function("DeleteBudget")]
    public Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Budgets + "/{name}")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Admin, async () =>
        {
            if (StudyName.TryParse(name) is null) return NoBudget(name);
            var (existed, neededBy) = await budgets.DeleteAsync(name, cancellationToken);
            return (existed, neededBy) switch
            {
                (_, { } study) => JsonAnswer.Conflict(
                    "The budget cannot be deleted", $"Study '{study}' shares it and has not ended; stop or delete it first."),
                (true, null) => JsonAnswer.NoContent(),
                _ => NoBudget(name),
            };
        });

    private BudgetView View(GroupBudget budget)
    {
        var now = time.GetUtcNow();
        var period = GroupPeriods.KeyOf(budget.Period, now);
        var (spent, held) = (budget.Spent(period), budget.Held(period));
        return new BudgetView
        {
            Name = budget.Name,
            LimitUsd = budget.Limit.Usd,
            Period = budget.Period,
            PeriodStart = GroupPeriods.StartOf(budget.Period, now),
            PeriodEnd = GroupPeriods.EndOf(budget.Period, now),
            MaxStudies = budget.MaxStudies,
            SpentUsd = spent.Usd,
            ReservedUsd = (held - spent).Usd,
            FreeUsd = budget.Free(period).Usd,
            OverrunUsd = Money.Max(Money.Zero, held - budget.Limit).Usd,
            Studies =
            [
                .. budget.Members.OrderBy(m => m.Study, StringComparer.Ordinal).Select(member =>
                {
                    var part = member.Part(period);
                    return new BudgetStudyView(member.Study, part.Spent.Usd, (part.Held - part.Spent).Usd, member.Needs > Money.Zero);
                }),
            ],
            Alerts = [.. budget.Alerts.Select(alert => new BudgetAlertView(alert.Percent, alert.At, alert.Spent.Usd))],
            Notify = budget.Notify.Count > 0 ? budget.Notify : null,
            CreatedAt = budget.CreatedAt,
        };
    }

    private async Task<IReadOnlyList<FieldError>> FindUncallableAsync(BudgetRequest wanted, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        foreach (var (webhook, i) in (wanted.Notify ?? []).Select((webhook, i) => (webhook, i)))
            if (await calls.FindWrongWithAsync(webhook.Url, cancellationToken) is { } wrong)
                errors.Add(new FieldError($"/notify/{i}/url", wrong));
        return errors;
    }

    private static JsonAnswer NoBudget(string name) =>
        JsonAnswer.Problem(ProblemKind.NoSuchBudget, "No such budget", $"There is no budget '{Query.Shown(name)}'.");
}
