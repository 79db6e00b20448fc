using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <content>Asks for more money.</content>
public sealed partial class TrialLease
{
    /// <summary>Sets more money aside for the trial, beyond what this lease knows of, as far as the limit allows.</summary>
    /// <returns>Whether any was.</returns>
    public async Task<bool> ReserveMoreAsync(Money amount, CancellationToken cancellationToken)
    {
        var extension = await TryReserveMoreAsync(amount, cancellationToken);
        // Another run has begun since this lease looked at the study.
        if (extension == Extension.OtherRun && await HeartbeatAsync(cancellationToken) == LeaseState.Held)
            extension = await TryReserveMoreAsync(amount, cancellationToken);
        return extension == Extension.Granted;
    }

    private enum Extension
    {
        Granted,
        Refused,

        /// <summary>The study is not of the run that this lease knows.</summary>
        OtherRun,
    }

    private async Task<Extension> TryReserveMoreAsync(Money amount, CancellationToken cancellationToken)
    {
        await _studyGate.WaitAsync(cancellationToken);
        try
        {
            var before = Reserved;
            var study = await _store.ReserveMoreAsync(_name, Study.Run, Trial.Number, before + amount, cancellationToken);
            if (study is null) return Extension.Refused;
            if (study.Run != Study.Run) return Extension.OtherRun;
            Study = study;
            return Reserved > before ? Extension.Granted : Extension.Refused;
        }
        finally
        {
            _studyGate.Release();
        }
    }
}
