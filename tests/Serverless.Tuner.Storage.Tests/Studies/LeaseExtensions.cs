using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Storage.Tests.Studies;

internal static class LeaseExtensions
{
    /// <summary>Reports a value and writes it at once.</summary>
    public static Task<LeaseState> ReportAsync(this TrialLease lease, int step, double value, CancellationToken cancellationToken)
    {
        lease.Report(step, value);
        return lease.FlushAsync(cancellationToken);
    }

    /// <summary>What the lease's process knows of a trial's intermediate values; null when nothing.</summary>
    public static TrialCurve? Known(this TrialLease lease, int number)
    {
        var look = new Look(number);
        lease.ShouldPrune(look);
        return look.Found;
    }

    /// <summary>A pruner that only looks.</summary>
    private sealed class Look(int number) : IPruner
    {
        public TrialCurve? Found { get; private set; }

        public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
        {
            Found = others.Find(number);
            return false;
        }

        public bool LooksAtOthers(TrialCurve trial) => true;
    }
}
