using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Why trials were chosen, over HTTP: what is kept of it, and their points computed again.</summary>
public sealed class OriginFunctions(StudyStore store, SamplerCatalog samplers, ApiGate gate)
{
    private const string Trial = "v1/tuner/studies/{name}/trials/{number}";

    /// <summary>Says why a trial was chosen.</summary>
    [Function("ExplainTrial")]
    public Task<IActionResult> ExplainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Trial + "/explain")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, () => AnswerAsync(
            name, number, (study, trials, n, _) => Explanation.Of(study, trials, n), cancellationToken));

    /// <summary>Computes the point of a trial again, from the study's rows and from what is kept of what its sampler saw.</summary>
    [Function("ReplayTrial")]
    public Task<IActionResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Trial + "/replay")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, () => AnswerAsync(
            name, number, (study, trials, n, prior) => TrialReplay.Of(study, trials, n, samplers.Create(study.Spec.Sampler), prior),
            cancellationToken));

    private async Task<IActionResult> AnswerAsync<T>(
        string name, string number, Func<Study, IReadOnlyList<Trial>, int, IReadOnlyList<PriorStudy>, T> answer,
        CancellationToken cancellationToken)
        where T : notnull
    {
        if (StudyName.TryParse(name) is not { } known
            || await store.FindWithTrialsAsync(known, cancellationToken) is not var (study, trials))
            return JsonAnswer.NoStudy(name);
        if (Query.Number(number) is not { } n || n >= trials.Count) return JsonAnswer.NoTrial(name, number);
        return JsonAnswer.Ok(answer(study, trials, n, await store.PriorAsync(study, cancellationToken)));
    }
}
