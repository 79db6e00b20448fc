using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Evaluation;

/// <summary>A leased trial as one evaluation of its point sees it.</summary>
internal sealed class TrialContext(TrialLease lease, int repeat, Attempt attempt) : ITrialContext
{
    private readonly StudySpec _spec = lease.Study.Spec;
    private int _reports;

    public string Study => _spec.Name;

    public int Number => lease.Trial.Number;

    public long Seed => TrialSeed.Of(_spec, Number, repeat);

    public IReadOnlyDictionary<string, ParameterValue> Parameters { get; } =
        EvaluatedPoint.Of(lease.Study.Spec, lease.Trial.Parameters);

    public ObjectiveSpec Objective => _spec.Objective;

    public int Repeat => repeat;

    public TimeSpan GracePeriod => attempt.GracePeriod;

    public CancellationToken CancellationToken => attempt.Cutoff.Token;

    /// <summary>How many values were reported.</summary>
    public int Reports => Volatile.Read(ref _reports);

    public async Task<bool> ReportAsync(int step, double value, decimal? costUsd = null, CancellationToken cancellationToken = default)
    {
        if (step < 0) throw new ObjectiveException($"a value was reported at step {step}; steps begin at 0");
        if (!double.IsFinite(value))
            throw new ObjectiveException($"the value reported at step {step} is {(double.IsNaN(value) ? "NaN" : "infinite")}");
        cancellationToken.ThrowIfCancellationRequested();
        var cutoff = attempt.Cutoff;
        var cost = costUsd is { } usd ? attempt.Budget.Report(usd) : (Money?)null;
        // What is cut short for good keeps the value that it was cut at.
        if (cutoff.IsFinal) return false;

        Interlocked.Increment(ref _reports);
        if (_spec.Repeats == 1) await attempt.Reports.TakeAsync(step, value, cost, isLast: false, cancellationToken);
        if (cost is not null) await attempt.CutIfUnpaidAsync(cancellationToken);
        attempt.CutIfUnwanted();
        return cutoff.Reason is null;
    }

    public void Log(string line) => attempt.Log.Add(line);
}
