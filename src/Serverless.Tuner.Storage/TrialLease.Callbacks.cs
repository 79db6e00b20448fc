using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <content>A trial whose evaluation may go on elsewhere.</content>
public sealed partial class TrialLease
{
    /// <summary>Lets call-backs tell of this attempt from now on.</summary>
    public Task<LeaseState> OpenCallbacksAsync(Callback callback, CancellationToken cancellationToken) =>
        WriteAsync(trial => trial with { Callback = callback }, cancellationToken);

    /// <summary>The evaluation goes on elsewhere: gives up the claim, and leaves the trial to call-backs.</summary>
    /// <param name="lookAt">When it is to be looked at.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<LeaseState> HandOverAsync(DateTimeOffset lookAt, CancellationToken cancellationToken) => WriteAsync(
        trial => trial with { Claim = null, Host = null, Callback = trial.Callback! with { LookAt = lookAt } }, cancellationToken);

    /// <summary>Takes up what call-backs have written since the last write of this lease.</summary>
    public async Task TakeUpCallbacksAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await _store.Reader.ReadTrialAsync(_name, Trial.Number, cancellationToken) is not var (trial, etag)
                || trial.Claim != _claim || trial.HasEnded) return;
            Take(WithCallbacks(trial, trial), etag);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What is to be written, with what a call-back has written into the row meanwhile.</summary>
    private Trial WithCallbacks(Trial next, Trial row)
    {
        if (row.Callback is not { } callback || next.Callback is not { } ours) return next;
        Reports.ContinueAt(callback.Batches);
        Reported = Money.Max(Reported, row.Reported);
        return next with
        {
            LastStep = row.LastStep,
            Reported = next.State == TrialState.Running ? Reported : next.Reported,
            Callback = callback with { LookAt = ours.LookAt },
        };
    }
}
