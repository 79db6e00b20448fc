using System.Text.Json.Nodes;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>Every HTTP function of the API: a new one has its entry here, and a call in <see cref="ApiCalls"/>.</summary>
internal static class ApiOperations
{
    private static readonly ApiParameter After = new("after", "the `next` of the page before");
    private static readonly ApiParameter Limit = new("limit", "how many at most") { Range = (1, 1000) };
    private static readonly ApiParameter Fields = new("fields", "names of fields, with commas between: items have these alone");

    private static readonly ApiParameter Tag = new("tag", "NAME=VALUE, may be repeated: only those with each of these tags");
    private static readonly ApiParameter By = new(
        "by", "with several directions: what comes first, a value by its name, or `knee` for the best trade-off");

    private const string Lease = "0f8a6c1e5b7d4a29";
    private static readonly ApiParameter Token = new("token", "the token of the attempt, which the address that the endpoint was sent has");
    private const string Message =
        """{ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": "list_studies", "arguments": { "limit": 5 } } }""";
    private static readonly ProblemKind[] CalledBack =
        [ProblemKind.NoValidToken, ProblemKind.NoSuchTrial, ProblemKind.Conflict, ProblemKind.NoKeyYet];

    private static readonly ProblemKind[] Kept = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial, ProblemKind.NoArtifacts];
    private static readonly ProblemKind[] Told = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial, ProblemKind.LeaseLost];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("Health", 200, typeof(HealthView)) { IsPublic = true },
        new("Ready", 200, typeof(HealthView)) { IsPublic = true },
        new("GetOpenApi", 200, null) { IsPublic = true, File = "application/json" },
        new("GetDocs", 200, null) { IsPublic = true, File = "text/html" },

        new("StartStudy", 202, typeof(StudyView))
        {
            Body = typeof(StudySpec),
            Example = """{ "name": "first", "objective": "branin", "trials": 20, "budget": { "limitUsd": 1 } }""",
            Problems = [ProblemKind.StudyExists],
        },
        new("PlanStudy", 200, typeof(PlanView))
        {
            Body = typeof(StudySpec),
            Example = """{ "name": "first", "objective": "branin", "trials": 20, "budget": { "limitUsd": 1, "usdPerTrial": 0.1 } }""",
        },
        new("ListMemory", 200, typeof(PageView<MemoryView>)) { Query = [After, Limit] },
        new("GetMemory", 200, typeof(MemoryView)) { Problems = [ProblemKind.NoSuchMemory] },
        new("ForgetMemory", 204, null) { Problems = [ProblemKind.NoSuchMemory] },
        new("ListStudies", 200, typeof(PageView<StudySummary>))
        {
            Query = [After, Limit, new("state", "only those in this state") { Words = Words<StudyState>() }, Tag, Fields],
        },
        new("GetStudy", 200, typeof(StudyView))
        {
            OtherAnswer = typeof(StudyChangesView),
            Query = [
                new(
                    "since",
                    "the `seq` of the answer before, `0` for everything: answers what has changed since; `now`: a `seq` without trials"),
            ],
            Problems = [ProblemKind.NoSuchStudy],
            IsCached = true,
        },
        new("ExtendStudy", 200, typeof(StudyView))
        {
            Body = typeof(ExtendRequest),
            Example = """{ "trials": 40, "limitUsd": 2, "attributes": { "owner": "ada", "draft": null } }""",
            Problems = [ProblemKind.NoSuchStudy],
            IsConditional = true,
        },
        new("DeleteStudy", 204, null) { Problems = [ProblemKind.NoSuchStudy], IsConditional = true },
        new("StopStudy", 202, typeof(StudyView))
        {
            Body = typeof(StopRequest),
            IsBodyOptional = true,
            Example = """{ "mode": "afterRunning" }""",
            Problems = [ProblemKind.NoSuchStudy],
            IsConditional = true,
        },
        new("PauseStudy", 202, typeof(StudyView)) { Problems = [ProblemKind.NoSuchStudy, ProblemKind.Conflict], IsConditional = true },
        new("ResumeStudy", 202, typeof(StudyView)) { Problems = [ProblemKind.NoSuchStudy, ProblemKind.Conflict], IsConditional = true },
        new("EnqueuePoints", 200, typeof(StudyView))
        {
            Body = typeof(EnqueueRequest),
            Example = """{ "points": [{ "x": 1.5 }, { "x": 2, "optimizer": "adam" }] }""",
            Problems = [ProblemKind.NoSuchStudy],
            IsConditional = true,
        },

        new("ListTrials", 200, typeof(PageView<TrialView>))
        {
            Query =
            [
                After, Limit, new("state", "only those in this state") { Words = Words<TrialState>() },
                new("sort", "the order; by the first value, trials without one last") { Words = [.. TrialOrder.Names] }, Fields,
            ],
            Problems = [ProblemKind.NoSuchStudy],
        },
        new("GetTrial", 200, typeof(TrialView)) { Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial] },
        new("GetTrialLog", 200, typeof(TrialLogView))
        {
            Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial, ProblemKind.NoLog],
        },
        new("GetBest", 200, typeof(PageView<TrialView>))
        {
            Query = [new("count", "how many at most") { Range = (1, 1000) }, By],
            Problems = [ProblemKind.NoSuchStudy],
        },
        new("CancelTrial", 202, typeof(TrialView)) { Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial, ProblemKind.Conflict] },
        new("AnnotateTrial", 200, typeof(TrialView))
        {
            Body = typeof(AttributesRequest),
            Example = """{ "attributes": { "dataset": "v3", "note": null } }""",
            Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial],
            IsConditional = true,
        },
        new("ExplainTrial", 200, typeof(ExplanationView)) { Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial] },
        new("ReplayTrial", 200, typeof(ReplayView)) { Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial] },
        new("RetryTrial", 200, typeof(StudyView))
        {
            Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial, ProblemKind.Conflict],
            IsConditional = true,
        },

        new("SuggestTrials", 200, typeof(SuggestView))
        {
            Body = typeof(SuggestRequest),
            IsBodyOptional = true,
            Example = """{ "count": 2, "worker": "gpu-1", "leaseSeconds": 120 }""",
            Problems = [ProblemKind.NoSuchStudy, ProblemKind.Conflict],
        },
        new("ReportTrial", 200, typeof(GoOnView))
        {
            Body = typeof(ReportRequest),
            Example = $$"""{ "lease": "{{Lease}}", "reports": [{ "step": 1, "value": 0.61 }, { "step": 2, "value": 0.48 }] }""",
            Problems = Told,
        },
        new("DeclareParameters", 200, typeof(ParametersView))
        {
            Body = typeof(ParametersRequest),
            Example = $$"""
                {
                  "lease": "{{Lease}}",
                  "parameters": {
                    "lr": { "type": "float", "low": 0.00001, "high": 0.1, "log": true },
                    "weights": { "type": "categorical", "choices": ["uniform", null] }
                  }
                }
                """,
            Problems = [.. Told, ProblemKind.Conflict, ProblemKind.ParameterDiffers],
        },
        new("HeartbeatTrial", 200, typeof(GoOnView))
        {
            Body = typeof(HeartbeatRequest),
            Example = $$"""{ "lease": "{{Lease}}" }""",
            Problems = Told,
        },
        new("CompleteTrial", 200, typeof(ToldView))
        {
            Body = typeof(CompleteRequest),
            Example = $$"""{ "lease": "{{Lease}}", "values": [0.42], "costUsd": 0.03, "metrics": { "recall": 0.9 } }""",
            Problems = Told,
        },
        new("PruneTrial", 200, typeof(ToldView))
        {
            Body = typeof(PruneRequest),
            Example = $$"""{ "lease": "{{Lease}}", "reason": "out of memory is near" }""",
            Problems = Told,
        },
        new("FailTrial", 200, typeof(ToldView))
        {
            Body = typeof(FailRequest),
            Example = $$"""{ "lease": "{{Lease}}", "reason": "CUDA error", "final": true }""",
            Problems = Told,
        },

        new("CopyStudy", 202, typeof(StudyView))
        {
            Body = typeof(StudySpec),
            Example = """{ "name": "second", "objective": "branin", "trials": 50 }""",
            Problems = [ProblemKind.NoSuchStudy, ProblemKind.StudyExists],
        },
        new("GetResult", 200, typeof(ResultView)) { Query = [By], Problems = [ProblemKind.NoSuchStudy] },
        new("ListFailures", 200, typeof(FailuresView)) { Query = [Tag, Limit] },
        new("CallAgentTool", 200, null) { Body = typeof(JsonObject), Example = Message, File = "text/event-stream", MayBeAccepted = true },

        new("ListArtifacts", 200, typeof(PageView<ArtifactView>)) { Problems = Kept },
        new("GetArtifact", 200, null) { File = "application/octet-stream", Problems = [.. Kept, ProblemKind.NoSuchArtifact] },
        new("PutArtifact", 200, typeof(ArtifactView))
        {
            IsBodyAFile = true,
            Headers = [new(ArtifactFunctions.LeaseHeader, "the lease that came with the trial")],
            Problems = [.. Kept, ProblemKind.LeaseLost],
        },

        new("CompleteByCallback", 200, typeof(CallbackView))
        {
            IsPublic = true,
            Body = typeof(OutcomeRequest),
            Example = """{ "value": 0.42, "costUsd": 0.03, "metrics": { "recall": 0.9 } }""",
            Query = [Token],
            Problems = CalledBack,
        },
        new("ReportByCallback", 200, typeof(CallbackView))
        {
            IsPublic = true,
            Body = typeof(CallbackReportRequest),
            Example = """{ "step": 3, "value": 0.61 }""",
            Query = [Token],
            Problems = CalledBack,
        },

        new("ListBudgets", 200, typeof(PageView<BudgetView>)),
        new("GetBudget", 200, typeof(BudgetView)) { Problems = [ProblemKind.NoSuchBudget] },
        new("PutBudget", 200, typeof(BudgetView))
        {
            Body = typeof(BudgetRequest),
            Example = """{ "limitUsd": 200, "period": "month", "maxStudies": 4, "notify": [{ "url": "https://example.com/hook" }] }""",
        },
        new("DeleteBudget", 204, null) { Problems = [ProblemKind.NoSuchBudget, ProblemKind.Conflict] },

        new("ListSchedules", 200, typeof(PageView<ScheduleView>)),
        new("CreateSchedule", 201, typeof(ScheduleView))
        {
            Body = typeof(ScheduleSpec),
            Example = """{ "name": "churn", "cron": "0 3 * * *", "timeZone": "Europe/Berlin", "study": { "objective": "branin" } }""",
            Problems = [ProblemKind.ScheduleExists],
        },
        new("GetSchedule", 200, typeof(ScheduleView)) { Problems = [ProblemKind.NoSuchSchedule] },
        new("PutSchedule", 200, typeof(ScheduleView))
        {
            Body = typeof(ScheduleSpec),
            Example = """{ "cron": "0 3 * * *", "study": { "name": "churn-{yyyyMMdd-HHmm}", "objective": "branin" } }""",
        },
        new("ChangeSchedule", 200, typeof(ScheduleView))
        {
            Body = typeof(ScheduleChangeRequest),
            Example = """{ "enabled": false }""",
            Problems = [ProblemKind.NoSuchSchedule],
        },
        new("DeleteSchedule", 204, null) { Problems = [ProblemKind.NoSuchSchedule] },
        new("RunSchedule", 202, typeof(ScheduleView)) { Problems = [ProblemKind.NoSuchSchedule, ProblemKind.Conflict] },
        new("GetPromoted", 200, typeof(PromotedView))
        {
            Query =
            [
                new("format", "json, or text: env, a file of environment variables; flags, a program's arguments")
                {
                    Words = [.. PromotedFunctions.Formats],
                },
            ],
            Problems = [ProblemKind.NoSuchSchedule, ProblemKind.NothingPromoted, ProblemKind.Conflict],
            IsCached = true,
        },

        new("CreateKey", 201, typeof(KeyView))
        {
            Body = typeof(KeyRequest),
            Example = """{ "name": "agent", "scope": "write", "expiresAt": "2031-01-01T00:00:00Z", "allowanceUsd": 20 }""",
        },
        new("ListKeys", 200, typeof(PageView<KeyView>)),
        new("RevokeKey", 204, null) { Problems = [ProblemKind.NoSuchKey] },
    ];

    private static IReadOnlyList<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
