using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>A leased trial with its curve, as an evaluation has them, but
/// for the pace: each write and each reading is the test's.</summary>
internal sealed class Reporter
{
    private readonly TrialCurve _curve;
    private readonly TimeProvider _time;

    public Reporter(TrialLease lease, TimeProvider time)
    {
        Lease = lease;
        _time = time;
        Curves = lease.Memory<StudyCurves>();
        _curve = Curves.Begin(lease.Trial.Number, lease.Trial.Attempt);
    }

    public TrialLease Lease { get; }

    public StudyCurves Curves { get; }

    public void Report(int step, double value)
    {
        var report = new Report(step, value, null);
        if (Lease.Reports.Add(report)) Curves.Report(_curve, report);
    }

    public async Task<LeaseState> ReportAsync(int step, double value)
    {
        Report(step, value);
        return await FlushAsync();
    }

    public async Task<LeaseState> FlushAsync()
    {
        var state = await Lease.FlushAsync(CancellationToken.None);
        if (state == LeaseState.Lost) End();
        return state;
    }

    public async Task EndAsync(TrialOutcome outcome)
    {
        Assert.Equal(LeaseState.Held, await Lease.EndAsync(outcome, Money.Zero, CancellationToken.None));
        End();
    }

    public void End() => Curves.End(_curve, Lease.Trial.Attempt, Lease.Trial.HasEnded ? Lease.Trial : null);

    public Task<int> RefreshAsync(TimeSpan maxAge = default) => Curves.RefreshAsync(Lease, maxAge, _time, CancellationToken.None);

    public bool LooksAtOthers(IPruner pruner) => Curves.Ask(() => pruner.LooksAtOthers(_curve));

    public bool ShouldPrune(IPruner pruner) => Curves.Ask(() => pruner.ShouldPrune(_curve, Curves.History));

    /// <summary>What the process knows of a trial's intermediate values; null when nothing.</summary>
    public TrialCurve? Known(int number) => Curves.Ask(() => Curves.History.Find(number));
}
