using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

internal static class LeaseExtensions
{
    /// <summary>Reports a value, to be written with the next write.</summary>
    public static void Report(this TrialLease lease, int step, double value, long? costMicroUsd = null) =>
        lease.Reports.Add(new Report(step, value, costMicroUsd is { } micro ? new Money(micro) : null));

    /// <summary>Reports a value and writes it at once.</summary>
    public static Task<LeaseState> ReportAsync(this TrialLease lease, int step, double value, CancellationToken cancellationToken)
    {
        lease.Report(step, value);
        return lease.FlushAsync(cancellationToken);
    }
}
