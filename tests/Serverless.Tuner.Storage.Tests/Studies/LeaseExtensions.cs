namespace Serverless.Tuner.Storage.Tests.Studies;

internal static class LeaseExtensions
{
    /// <summary>Reports a value and writes it at once.</summary>
    public static Task<LeaseState> ReportAsync(this TrialLease lease, int step, double value, CancellationToken cancellationToken)
    {
        lease.Report(step, value);
        return lease.FlushAsync(cancellationToken);
    }
}
