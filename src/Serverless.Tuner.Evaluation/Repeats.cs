using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Evaluation;

/// <summary>
/// Evaluates a point as often as its study asks. With several repeats what each one comes to is a report of the trial, at the repeat's
/// number; what the objective itself reports is then counted, but neither kept nor shown to the pruner.
/// </summary>
internal sealed class Repeats(TrialLease lease, IObjective objective, Attempt attempt)
{
    private readonly StudySpec _spec = lease.Study.Spec;
    private readonly Lock _lock = new();
    private readonly List<IReadOnlyList<double>> _values = [];

    /// <summary>What a trial that is cut short has come to: the mean of its repeats so far, or what it last reported.</summary>
    public IReadOnlyList<double>? LastValues
    {
        get
        {
            if (_spec.Repeats == 1) return lease.Reports.Last?.Vector;
            lock (_lock) return _values is [var first, ..] ? [.. first.Select((_, i) => _values.Average(values => values[i]))] : null;
        }
    }

    /// <summary>Evaluates the point.</summary>
    /// <returns>What the study makes of the mean of all repeats, or of those until one told that the trial cannot count.</returns>
    public async Task<TrialOutcome> RunAsync()
    {
        var measured = new List<Measurement>();
        while (true)
        {
            var measurement = await EvaluateAsync(measured.Count);
            var outcome = TrialOutcome.Of(_spec, measurement);
            if (_spec.Repeats == 1 || outcome.State == TrialState.Failed) return outcome;
            if (measured.Count > 0 && measurement.Values.Count != measured[0].Values.Count)
                return TrialOutcome.Failed("the objective returned different numbers of values for one point");

            measured.Add(measurement);
            await ReportAsync(measured.Count - 1, outcome.Values!);
            // With too few reports in one repeat the trial is pruned whatever the others bring.
            if (measured.Count == _spec.Repeats || measurement.Reports < _spec.MinReports)
                return TrialOutcome.Of(_spec, Measurement.Mean(measured));
            attempt.Cutoff.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<Measurement> EvaluateAsync(int repeat)
    {
        var context = new TrialContext(lease, repeat, attempt);
        var result = await objective.EvaluateAsync(context, attempt.Cutoff.Token);
        attempt.Budget.EndRepeat(result.CostUsd);
        var measured = new Measurement(result) { Names = [.. objective.Metrics.Select(m => m.Name)], Reports = context.Reports };
        return measured.WithNamedValues(_spec);
    }

    private async Task ReportAsync(int repeat, IReadOnlyList<double> values)
    {
        lock (_lock) _values.Add(values);
        var isLast = repeat == _spec.Repeats - 1;
        await attempt.Reports.TakeAsync(Report.Of(repeat, values, null), isLast, CancellationToken.None);
        if (!isLast) await attempt.CutIfUnpaidAsync(CancellationToken.None);
    }
}
