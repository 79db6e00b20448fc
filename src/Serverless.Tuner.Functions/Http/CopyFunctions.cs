using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Studies are copied over HTTP.</summary>
public sealed class CopyFunctions(StudyStore store, StudyLaunch launch, StudyViews views, ApiGate gate)
{
    /// <summary>Starts a study like another one, under another name; members of the body take the place of the other's.</summary>
    [Function("CopyStudy")]
    public Task<IActionResult> CopyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/tuner/studies/{name}/copy")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            var body = await RequestBody.ReadAsync(request, StudySpecParser.MaxBytes, cancellationToken);
            if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is not { } source)
                return JsonAnswer.NoStudy(name);
            var (file, errors) = StudyCopy.Compose(SpaceEditing.SpecNow(source), body);
            if (file is null) return JsonAnswer.Invalid("The study cannot be copied", errors);
            // What the other's spec keeps secret goes into the copy's and, as always, into no answer.
            var (study, refusal) = await launch.StartAsync(caller, file, client, cancellationToken);
            if (study is null) return refusal!;
            return new JsonAnswer(StatusCodes.Status202Accepted, await views.ViewWithRemarksAsync(study, cancellationToken))
            {
                Location = $"/v1/tuner/studies/{study.Name}",
            };
        });
}
