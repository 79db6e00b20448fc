namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>Calls of every HTTP function, in an order in which each is answered as it says.</summary>
internal static class ApiCalls
{
    /// <summary>A study whose trials wait, one that ends, none of the third name, one for workers, and one with an open search space.
    /// </summary>
    public const string Waits = "api-waits", Ends = "api-ends", Nobody = "api-nobody", Asked = "api-asked", Open = "api-open";

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
        new("AnnotateTrial", 200, $"studies/{Ends}/trials/0", """{"attributes":{"note":"odd"}}"""),
        new("AnnotateTrial", 400, $"studies/{Ends}/trials/0", "{}"),
        new("AnnotateTrial", 404, $"studies/{Ends}/trials/9", """{"attributes":{"note":"odd"}}"""),
        new("AnnotateTrial", 200, $"studies/{Ends}/trials/0", """{"hidden":true}"""),
        new("AnnotateTrial", 200, $"studies/{Ends}/trials/0", """{"hidden":false}"""),
        new("AnnotateTrial", 412, $"studies/{Ends}/trials/0", """{"hidden":true}""") { Header = ("If-Match", "\"old\"") },
        new("ExplainTrial", 200, $"studies/{Ends}/trials/0/explain"),
        new("ExplainTrial", 404, $"studies/{Ends}/trials/9/explain"),
        new("ReplayTrial", 200, $"studies/{Ends}/trials/0/replay"),
        new("ReplayTrial", 404, $"studies/{Nobody}/trials/0/replay"),
        new("ExtendStudy", 200, $"studies/{Waits}", """{"searchSpace":{"u":[0,2]},"exclude":[{"u":[1,1.1]}]}"""),
        new("ExtendStudy", 400, $"studies/{Waits}", """{"searchSpace":{"u":null}}"""),
        new("ExtendStudy", 200, $"studies/{Ends}", """{"attributes":{"owner":"ada"}}"""),
        new("RetryTrial", 200, $"studies/{Ends}/trials/0/retry"),
        new("RetryTrial", 404, $"studies/{Ends}/trials/9/retry"),
        new("CancelTrial", 409, $"studies/{Ends}/trials/0/cancel"),
        new("CancelTrial", 202, $"studies/{Waits}/trials/0/cancel"),
        new("StartStudy", 202, "studies", """{"name":"api-asked","trials":6,"searchSpace":{"u":[0,1]}}"""),
        new("SuggestTrials", 400, $"studies/{Asked}/trials/suggest", """{"count":0}"""),
        new("SuggestTrials", 404, $"studies/{Nobody}/trials/suggest"),
        new("SuggestTrials", 409, $"studies/{Ends}/trials/suggest"),
        new("SuggestTrials", 200, $"studies/{Asked}/trials/suggest", """{"count":3}""")
        {
            Taken = [("{lease0}", "/trials/0/lease"), ("{lease1}", "/trials/1/lease"), ("{lease2}", "/trials/2/lease")],
        },
        new("PutArtifact", 200, $"studies/{Asked}/trials/0/artifacts/model.bin", "a model") { Header = ("X-Trial-Lease", "{lease0}") },
        new("PutArtifact", 400, $"studies/{Asked}/trials/0/artifacts/model.bin", "a model"),
        new("PutArtifact", 409, $"studies/{Asked}/trials/0/artifacts/model.bin", "a model") { Header = ("X-Trial-Lease", "none") },
        new("PutArtifact", 404, $"studies/{Asked}/trials/9/artifacts/model.bin", "a model") { Header = ("X-Trial-Lease", "none") },
        new("ListArtifacts", 200, $"studies/{Asked}/trials/0/artifacts"),
        new("ListArtifacts", 404, $"studies/{Nobody}/trials/0/artifacts"),
        new("GetArtifact", 200, $"studies/{Asked}/trials/0/artifacts/model.bin"),
        new("GetArtifact", 404, $"studies/{Asked}/trials/0/artifacts/other.bin"),
        new("HeartbeatTrial", 200, $"studies/{Asked}/trials/0/heartbeat", """{"lease":"{lease0}"}"""),
        new("HeartbeatTrial", 409, $"studies/{Asked}/trials/0/heartbeat", """{"lease":"{lease1}"}"""),
        new("HeartbeatTrial", 404, $"studies/{Asked}/trials/9/heartbeat", """{"lease":"{lease1}"}"""),
        new("StartStudy", 202, "studies", $$"""{"name":"{{Open}}","trials":6,"searchSpace":"open"}"""),
        new("SuggestTrials", 200, $"studies/{Open}/trials/suggest") { Taken = [("{lease3}", "/trials/0/lease")] },
        new("DeclareParameters", 200, $"studies/{Open}/trials/0/parameters", """{"lease":"{lease3}","parameters":{"x":{"type":"categorical","choices":["a",null]}}}"""),
        new("DeclareParameters", 409, $"studies/{Open}/trials/0/parameters", """{"lease":"{lease3}","parameters":{"x":{"type":"int","low":1,"high":2}}}"""),
        new("GetStudy", 200, $"studies/{Open}"),
        new("DeclareParameters", 409, $"studies/{Asked}/trials/0/parameters", """{"lease":"{lease0}","parameters":{"x":{"type":"int","low":1,"high":2}}}"""),
        new("DeclareParameters", 400, $"studies/{Asked}/trials/0/parameters", """{"lease":"{lease0}","parameters":{}}"""),
        new("ReportTrial", 200, $"studies/{Asked}/trials/0/report", """{"lease":"{lease0}","reports":[{"step":1,"value":0.5}]}"""),
        new("ReportTrial", 400, $"studies/{Asked}/trials/0/report", """{"lease":"{lease0}","reports":[{"step":-1,"value":0.5}]}"""),
        new("CompleteTrial", 200, $"studies/{Asked}/trials/0/complete", """{"lease":"{lease0}","values":[0.25],"costUsd":0.01}"""),
        new("CompleteTrial", 400, $"studies/{Asked}/trials/1/complete", """{"lease":"{lease1}","values":"none"}"""),
        new("PruneTrial", 200, $"studies/{Asked}/trials/1/prune", """{"lease":"{lease1}"}"""),
        new("FailTrial", 200, $"studies/{Asked}/trials/2/fail", """{"lease":"{lease2}","reason":"no luck"}"""),
        new("CompleteByCallback", 404, $"callbacks/{Ends}/0/1?token=none", """{"value":1}"""),
        new("CompleteByCallback", 400, $"callbacks/{Ends}/0/1?token=none", """{"value":"one"}"""),
        new("ReportByCallback", 404, $"callbacks/{Ends}/0/1/report?token=none", """{"step":1,"value":1}"""),
        new("CreateKey", 201, "keys", """{"name":"api","scope":"read"}""") { Taken = [("{id}", "/id")] },
        new("CreateKey", 400, "keys", """{"scope":"all"}"""),
        new("ListKeys", 200, "keys"),
        new("RevokeKey", 204, "keys/{id}"),
        new("RevokeKey", 404, "keys/none"),
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

    /// <summary>What later calls name by a word in braces, and where it is in the answer.</summary>
    public IReadOnlyList<(string Word, string Pointer)> Taken { get; init; } = [];

    /// <summary>A study to wait for before the next call.</summary>
    public string? EndsFirst { get; init; }
}
