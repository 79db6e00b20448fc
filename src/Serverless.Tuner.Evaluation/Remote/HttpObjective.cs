using System.Text.Json;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>
/// Calls an endpoint for one attempt at a trial. It answers 200 with the outcome, or 202: then it tells the outcome by a call-back, for
/// which nothing here waits.
/// </summary>
/// <remarks>Call-backs are let in before the call is made: one may come before the answer does.</remarks>
internal sealed class HttpObjective(TrialLease lease, OutboundClient client, CallbackUrls urls) : IObjective
{
    private const int ShownLength = 300;

    private readonly SecretValues _secrets = SecretValues.Of(lease.Study.Spec.Objective);

    public IReadOnlyList<ObjectiveMetric> Metrics => [];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace => [];

    public async Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        if (!urls.AreKnown) throw new ObjectiveException("The app does not know its own address: it needs the setting TUNER_PUBLIC_URL.");
        var token = CallbackToken.Create();
        var callback = new Callback(CallbackToken.Hash(token), RemoteDeadline.Of(lease.Study.Spec, lease.Trial));
        if (await lease.OpenCallbacksAsync(callback, cancellationToken) == LeaseState.Lost) throw new OperationCanceledException();

        var answer = await CallAsync(Request(trial, callback, token), trial.Objective, cancellationToken);
        if (answer.Status == 202) throw new HandedOverException();
        await lease.TakeUpCallbacksAsync(cancellationToken);
        return ResultOf(answer);
    }

    private EndpointRequest Request(ITrialContext trial, Callback callback, string token)
    {
        var study = StudyName.Parse(trial.Study);
        return new EndpointRequest(
            study, trial.Number, lease.Trial.Attempt, trial.Parameters, trial.Seed, urls.Report(study, lease.Trial, token),
            urls.Callback(study, lease.Trial, token), callback.Deadline);
    }

    private async Task<OutboundAnswer> CallAsync(EndpointRequest request, ObjectiveSpec objective, CancellationToken cancellationToken)
    {
        var call = new OutboundCall(objective.Url!, JsonSerializer.SerializeToUtf8Bytes(request, TunerJson.Options))
        {
            // The same attempt has the same id, whatever is tried again.
            MessageId = $"trial_{lease.Study.Id:N}_{request.Trial}_{request.Attempt}",
            Secret = objective.Secret,
            Headers = objective.Headers,
        };
        if (objective.TimeoutSeconds is { } seconds) call = call with { Timeout = TimeSpan.FromSeconds(seconds) };
        try
        {
            return await client.PostAsync(call, cancellationToken);
        }
        catch (OutboundRefusedException e)
        {
            throw new ObjectiveException($"The endpoint is not called: {e.Message}.", e);
        }
        catch (OutboundException e)
        {
            throw new EndpointException($"The endpoint has not answered: {e.Message}.");
        }
    }

    private ObjectiveResult ResultOf(OutboundAnswer answer)
    {
        if (answer.Status == 200) return ResultOf(OutcomeReader.Read(answer.Body), answer);
        var said = $"The endpoint answered {answer.Status}: {Shown(answer)}";
        // Busy, or broken: it may not be next time. What it refuses it would refuse again.
        if (answer.Status is >= 500 or 408 or 425 or 429) throw new EndpointException(said);
        throw new ObjectiveException(answer.Status is >= 300 and < 400 ? said + " Redirects are not followed." : said);
    }

    private ObjectiveResult ResultOf((ToldOutcome? Outcome, IReadOnlyList<FieldError> Errors) read, OutboundAnswer answer)
    {
        if (read.Outcome is not { } told)
        {
            var wrong = string.Join("; ", read.Errors.Select(e => _secrets.Hide($"{e.Pointer} {e.Detail}".TrimStart())));
            throw new ObjectiveException($"The endpoint's answer cannot be used: {wrong}. It was: {Shown(answer)}");
        }

        if (told.Error is { } error) throw new EndpointException(_secrets.Hide(error));
        return new ObjectiveResult(told.Measured.Values)
        {
            Metrics = told.Measured.Metrics,
            Constraints = told.Measured.Constraints,
            Attributes = told.Measured.Attributes,
            CostUsd = told.CostUsd,
        };
    }

    private string Shown(OutboundAnswer answer) => Excerpt.Start(_secrets.Hide(answer.Text.Trim()), ShownLength);
}
