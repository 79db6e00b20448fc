using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>Every HTTP function of the API: a new one has its entry here, and a call in <see cref="ApiCalls"/>.</summary>
internal static class ApiOperations
{
    private static readonly ApiParameter After = new("after", "the `next` of the page before");
    private static readonly ApiParameter Limit = new("limit", "how many at most") { Range = (1, 1000) };
    private static readonly ApiParameter Fields = new("fields", "names of fields, with commas between: items have these alone");

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
        new("ListStudies", 200, typeof(PageView<StudySummary>))
        {
            Query = [After, Limit, new("state", "only those in this state") { Words = Words<StudyState>() }, Fields],
        },
        new("GetStudy", 200, typeof(StudyView))
        {
            OtherAnswer = typeof(StudyChangesView),
            Query = [new("since", "the `seq` of the answer before, `0` for everything: answers what has changed since")],
            Problems = [ProblemKind.NoSuchStudy],
            IsCached = true,
        },
        new("ExtendStudy", 200, typeof(StudyView))
        {
            Body = typeof(ExtendRequest),
            Example = """{ "trials": 40, "limitUsd": 2 }""",
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
            Query = [new("count", "how many at most") { Range = (1, 1000) }],
            Problems = [ProblemKind.NoSuchStudy],
        },
        new("CancelTrial", 202, typeof(TrialView)) { Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial, ProblemKind.Conflict] },
        new("RetryTrial", 200, typeof(StudyView))
        {
            Problems = [ProblemKind.NoSuchStudy, ProblemKind.NoSuchTrial, ProblemKind.Conflict],
            IsConditional = true,
        },
    ];

    private static IReadOnlyList<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
