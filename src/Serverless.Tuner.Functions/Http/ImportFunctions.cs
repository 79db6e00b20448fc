using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Moving;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Studies that ended elsewhere come in over HTTP.</summary>
public sealed class ImportFunctions(StudyImports imports, ApiGate gate)
{
    /// <summary>Takes a part of an import: trials that ended elsewhere, which become a study that has ended once all are there.</summary>
    [Function("ImportStudy")]
    public Task<IActionResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/tuner/studies/{name}/import")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            var body = await RequestBody.ReadAsync(request, ImportRequestReader.MaxBytes, cancellationToken);
            return StudyName.TryParse(name) is { } known
                ? await imports.TakeAsync(caller, known, body, cancellationToken)
                : JsonAnswer.Invalid("The study cannot be imported", [new FieldError("/study/name", StudyName.Rule)]);
        });
}
