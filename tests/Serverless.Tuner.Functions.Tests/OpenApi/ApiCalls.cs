namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>Calls of every HTTP function, in an order in which each is answered as it says.</summary>
internal static class ApiCalls
{
    /// <summary>A study whose trials wait, one that ends, and none of the third name.</summary>
    public const string Waits = "api-waits", Ends = "api-ends", Nobody = "api-nobody";

    public static IReadOnlyList<ApiCall> All { get; } =
    [
        new("Health", 200, "health"),
        new("Ready", 200, "ready"),
        new("GetOpenApi", 200, "openapi.json"),
        new("GetDocs", 200, "docs"),
        new("StartStudy", 202, "studies", """{"name":"api-ends","objective":"reports","trials":3,"parallelism":1}""") { EndsFirst = Ends },
        new("StartStudy", 202, "studies", """{"name":"api-waits","objective":"gated","trials":3,"parallelism":1,"searchSpace":{"u":[0,1]}}"""),
        new("StartStudy", 409, "studies", """{"name":"api-ends","objective":"reports","trials":3,"parallelism":1,"seed":9}"""),
        new("StartStudy", 400, "studies", "{}"),
        new("StartStudy", 413, "studies", $"{{\"name\":\"{new string('x', 1_100_000)}\"}}"),
        new("ListStudies", 200, "studies?limit=2"),
        new("ListStudies", 200, "studies?fields=name"),
        new("ListStudies", 400, "studies?limit=0"),
        new("GetStudy", 200, $"studies/{Ends}"),
        new("GetStudy", 200, $"studies/{Waits}?since=0"),
        new("GetStudy", 400, $"studies/{Waits}?since=x"),
        new("GetStudy", 404, $"studies/{Nobody}"),
        new("GetStudy", 304, $"studies/{Ends}") { Header = ("If-None-Match", "*") },
        new("ListTrials", 200, $"studies/{Ends}/trials?sort=-value&state=complete"),
        new("ListTrials", 400, $"studies/{Ends}/trials?sort=best"),
        new("ListTrials", 404, $"studies/{Nobody}/trials"),
        new("GetTrial", 200, $"studies/{Ends}/trials/0"),
        new("GetTrial", 404, $"studies/{Ends}/trials/9"),
        new("GetTrialLog", 404, $"studies/{Ends}/trials/0/log"),
        new("GetBest", 200, $"studies/{Ends}/best?count=2"),
        new("GetBest", 400, $"studies/{Ends}/best?count=0"),
        new("ExtendStudy", 200, $"studies/{Waits}", """{"trials":4}"""),
        new("ExtendStudy", 400, $"studies/{Waits}", """{"trials":1}"""),
        new("ExtendStudy", 404, $"studies/{Nobody}", """{"trials":4}"""),
        new("ExtendStudy", 412, $"studies/{Waits}", """{"trials":5}""") { Header = ("If-Match", "\"old\"") },
        new("EnqueuePoints", 200, $"studies/{Waits}/enqueue", """{"points":[{"u":0.5}]}""") { Header = ("Idempotency-Key", "api") },
        new("EnqueuePoints", 422, $"studies/{Waits}/enqueue", """{"points":[{"u":0.25}]}""") { Header = ("Idempotency-Key", "api") },
        new("EnqueuePoints", 400, $"studies/{Waits}/enqueue", """{"points":[{"v":0.5}]}"""),
        new("PauseStudy", 202, $"studies/{Waits}/pause"),
        new("PauseStudy", 409, $"studies/{Ends}/pause"),
        new("ResumeStudy", 202, $"studies/{Waits}/resume"),
        new("ResumeStudy", 409, $"studies/{Ends}/resume"),
        new("RetryTrial", 200, $"studies/{Ends}/trials/0/retry"),
        new("RetryTrial", 404, $"studies/{Ends}/trials/9/retry"),
        new("CancelTrial", 409, $"studies/{Ends}/trials/0/cancel"),
        new("CancelTrial", 202, $"studies/{Waits}/trials/0/cancel"),
        new("StopStudy", 202, $"studies/{Waits}/stop"),
        new("StopStudy", 404, $"studies/{Nobody}/stop"),
        new("DeleteStudy", 204, $"studies/{Waits}"),
        new("DeleteStudy", 404, $"studies/{Nobody}"),
    ];
}

/// <summary>A call and the status that it has.</summary>
internal sealed record ApiCall(string Function, int Status, string Path, string? Body = null)
{
    /// <summary>A header to send.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>A study to wait for before the next call.</summary>
    public string? EndsFirst { get; init; }
}
