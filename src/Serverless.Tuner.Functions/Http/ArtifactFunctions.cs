using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Evaluation;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Files that trials keep, over HTTP: their workers put them, anyone who may read gets them.</summary>
public sealed class ArtifactFunctions(StudyStore store, ArtifactStore artifacts, WorkerTrials trials, ApiGate gate)
{
    /// <summary>The header that carries the trial's lease: the body is the file.</summary>
    internal const string LeaseHeader = "X-Trial-Lease";

    private const string Artifacts = "v1/tuner/studies/{name}/trials/{number}/artifacts";
    private const string One = Artifacts + "/{file}";

    /// <summary>Lists the files that a trial keeps, each with where it comes from.</summary>
    [Function("ListArtifacts")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Artifacts)] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, () => ReadAsync(request, "The files cannot be listed", name, number, async (study, trial) =>
        {
            var files = await artifacts.ListAsync(study, trial.Number, cancellationToken);
            return JsonAnswer.Ok(new PageView<ArtifactView>([.. files.Select(file => file.View(study, trial))], null));
        }, cancellationToken));

    /// <summary>Answers a file that a trial keeps, or as FILE.provenance.json where it comes from.</summary>
    [Function("GetArtifact")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string name, string number, string file,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, () => ReadAsync(request, "The file cannot be read", name, number, async (study, trial) =>
        {
            if (ArtifactName.TryParseProvenance(file) is { } known) return await ProvenanceAsync(study, trial, known, cancellationToken);
            return ArtifactName.TryParse(file) is { } wanted
                && await artifacts.OpenAsync(study, trial.Number, wanted, cancellationToken) is var (content, bytes)
                ? new FileAnswer(content, bytes, wanted.Text, wanted.ContentType)
                : NoArtifact(study, trial, file);
        }, cancellationToken));

    /// <summary>Keeps a file of a trial, which is the request's body, in the place of one of its name.</summary>
    [Function("PutArtifact")]
    public Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, string name, string number, string file,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Work, () =>
        {
            var errors = new List<FieldError>();
            var (wanted, lease) = (ArtifactName.TryParse(file), request.Headers[LeaseHeader].ToString());
            if (wanted is null) errors.Add(new FieldError("file", $"{ArtifactName.Rule}; it is '{Query.Shown(file)}'"));
            if (lease.Length == 0) errors.Add(new FieldError(LeaseHeader, "must be the lease that came with the trial"));
            return errors.Count > 0
                ? Task.FromResult<IActionResult>(JsonAnswer.Invalid("The file cannot be kept", errors))
                : WithTrialAsync(
                    name, number, (study, trial) => PutAsync(study, trial, wanted!, lease, request, cancellationToken), cancellationToken);
        });

    private async Task<IActionResult> PutAsync(
        Study study, Trial trial, ArtifactName file, string lease, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!await IsHeldAsync()) return LeaseLost(study, trial);
        // The server's own limit is for documents, and would be less than a file's.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        try
        {
            var kept = await artifacts.WriteAsync(
                study, trial, file, request.Body, request.ContentLength, IsHeldAsync, cancellationToken);
            return kept is null ? LeaseLost(study, trial) : JsonAnswer.Ok(kept.View(study, trial));
        }
        catch (ArtifactLimitException e)
        {
            return JsonAnswer.Problem(ProblemKind.TooLarge, "The file cannot be kept", $"Nothing is kept of it: {e.Message}.");
        }

        async Task<bool> IsHeldAsync() =>
            (await trials.HeartbeatAsync(study.Name, trial.Number, new HeartbeatRequest(lease), cancellationToken)).State
                == TrialState.Running;
    }

    private async Task<IActionResult> ProvenanceAsync(Study study, Trial trial, ArtifactName file, CancellationToken cancellationToken)
    {
        var files = await artifacts.ListAsync(study, trial.Number, cancellationToken);
        if (files.FirstOrDefault(one => one.File == file) is not { } found) return NoArtifact(study, trial, file.Provenance);
        var json = JsonSerializer.SerializeToUtf8Bytes(found.View(study, trial), TunerJson.Options);
        return new FileAnswer(new MemoryStream(json), json.Length, file.Provenance, "application/octet-stream");
    }

    private async Task<IActionResult> ReadAsync(
        HttpRequest request, string title, string name, string number, Func<Study, Trial, Task<IActionResult>> answer,
        CancellationToken cancellationToken) =>
        Query.RefusalOfAny(request, title) ?? await WithTrialAsync(name, number, answer, cancellationToken);

    private async Task<IActionResult> WithTrialAsync(
        string name, string number, Func<Study, Trial, Task<IActionResult>> answer, CancellationToken cancellationToken)
    {
        if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is not { } study)
            return JsonAnswer.NoStudy(name);
        if (Query.Number(number) is not { } n
            || await store.ListTrialsAsync(known, n, n, cancellationToken).FirstOrDefaultAsync(cancellationToken) is not { } trial)
            return JsonAnswer.NoTrial(name, number);
        return artifacts.IsThere
            ? await answer(study, trial)
            : JsonAnswer.Problem(
                ProblemKind.NoArtifacts, "Trials keep no files here",
                "The storage of this app has tables and no blobs, where files would be.");
    }

    private static JsonAnswer NoArtifact(Study study, Trial trial, string file) => JsonAnswer.Problem(
        ProblemKind.NoSuchArtifact, "No such file", $"Trial {trial.Number} of study '{study.Name}' keeps no file '{Query.Shown(file)}'.");

    private static JsonAnswer LeaseLost(Study study, Trial trial) => JsonAnswer.Problem(
        ProblemKind.LeaseLost, "The lease is lost",
        $"Trial {trial.Number} of study '{study.Name}' is not held with this lease: it ran out, it is another trial's, or the trial has "
        + "ended. Files are kept before a trial's end is told.");
}
