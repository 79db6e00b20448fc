using Serverless.Tuner.Core.Planning;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>The tools for agents that tell what a study would come to, and what is started by itself.</summary>
internal sealed class OutlookTools(
    StudyStore store, StudyLaunch launch, StudyCatalogs catalogs, SharedBudgets budgets, ScheduleStore schedules,
    TimeProvider time)
{
    private const int MostWarnings = 10;
    private const int MostSchedules = 50;

    public IEnumerable<AgentTool> All =>
    [
        new(
            "plan_study", "Plan a study", KeyScope.Read,
            "What a study would come to before anything of it is paid: how many trials the money pays for, cost, time, and what is likely "
            + "wrong. Takes what start_study takes, and starts nothing.",
            StudyFileOfAgent.Schema, PlanAsync),
        new(
            "list_schedules", "List schedules", KeyScope.Read,
            "The schedules that start studies by themselves: when next, how the last run ended, and what is promoted.",
            new ToolSchema(), SchedulesAsync),
    ];

    private async Task<ToolAnswer> PlanAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var file = StudyFileOfAgent.Of(arguments);
        if (StudyTools.WrongWith(arguments) is { } wrong) return wrong;
        var (spec, refusal) = await launch.ReadAsync(call.Caller, file, cancellationToken);
        if (spec is null) return ToolAnswer.Error(refusal!.Error!);
        var similar = await store.FindSimilarAsync(spec, all: true, cancellationToken);
        if (similar.Errors.Count > 0) return ToolAnswer.Error(JsonAnswer.Invalid(StudyLaunch.Title, similar.Errors).Error!);
        var left = await budgets.FreeAsync(spec, cancellationToken);
        var plan = StudyPlanner.Plan(spec, similar.Ranked, similar.From, catalogs, (double?)left?.Usd);

        var lines = new List<string>
        {
            $"{QuotedText.Of(plan.Name)}: about {plan.Trials.Expected} of {plan.Trials.Asked} trials ({plan.Trials.Low} to "
            + $"{plan.Trials.High}, limited by {plan.Trials.LimitedBy}), {Cost(plan.CostUsd)}, {Time(plan.DurationSeconds)}",
            $"The space: {QuotedText.Clean(plan.Space.Size)}",
        };
        lines.AddRange(plan.Warnings.Take(MostWarnings).Select(w => $"- {QuotedText.Clean(w.Pointer)}: {QuotedText.Clean(w.Detail)}"));
        return new ToolAnswer(string.Join('\n', lines), new
        {
            name = plan.Name,
            trials = plan.Trials,
            costUsd = plan.CostUsd,
            durationSeconds = plan.DurationSeconds,
            similar = plan.Similar.Count,
            warnings = plan.Warnings.Take(MostWarnings)
                .Select(w => new { pointer = QuotedText.Clean(w.Pointer), detail = QuotedText.Clean(w.Detail) }).ToArray(),
        });
    }

    private async Task<ToolAnswer> SchedulesAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        if (StudyTools.WrongWith(arguments) is { } wrong) return wrong;
        var all = await schedules.ListAsync(cancellationToken);
        var views = all.Take(MostSchedules).Select(schedule => ScheduleViews.View(schedule, time.GetUtcNow(), runs: 1)).ToArray();
        var text = views.Length == 0 ? "There is no schedule." : string.Join('\n', views.Select(Line));
        if (all.Count > views.Length) text += $"\nand {all.Count - views.Length} more";
        return new ToolAnswer(text, new
        {
            schedules = views.Select(view => new
            {
                name = view.Name,
                cron = QuotedText.Clean(view.Spec.Cron),
                timeZone = QuotedText.Clean(view.Spec.TimeZone),
                enabled = view.Spec.Enabled,
                next = view.Next.Count > 0 ? view.Next[0] : (DateTimeOffset?)null,
                waiting = view.Waiting,
                lastStudy = Last(view)?.Study,
                lastResult = Last(view)?.Result,
                lastReason = Last(view)?.Reason is { } reason ? QuotedText.Clean(reason) : null,
                promoted = view.Promoted?.Value,
                promotedParameters = view.Promoted?.Parameters,
            }).ToArray(),
        });
    }

    private static ScheduleRunView? Last(ScheduleView view) => view.Runs is [var run, ..] ? run : null;

    private static string Line(ScheduleView view)
    {
        var when = view.Next.Count > 0 ? $"next at {view.Next[0]:yyyy-MM-dd HH:mm} UTC" : "not enabled";
        var last = Last(view) is { } run
            ? $", last run {QuotedText.Of(run.Study)} {(run.Result is { } result ? AgentText.Word(result) : AgentText.Word(run.State))}"
                + (run.Reason is { } reason ? $" ({QuotedText.Of(reason)})" : "")
            : ", no run yet";
        var promoted = view.Promoted is { } best ? $", promoted {AgentText.Number(best.Value)}" : "";
        return $"{QuotedText.Of(view.Name)} {QuotedText.Of(view.Spec.Cron)} ({QuotedText.Name(view.Spec.TimeZone)}): {when}{last}"
            + promoted;
    }

    private static string Cost(PlannedRangeView? cost) => cost is null
        ? "cost unknown"
        : $"about {AgentText.Usd((decimal)cost.Expected)} ({AgentText.Usd((decimal)cost.Low)} to {AgentText.Usd((decimal)cost.High)})";

    private static string Time(PlannedRangeView? time) => time is null
        ? "time unknown"
        : $"about {AgentText.Number(Math.Round(time.Expected))} s";
}
