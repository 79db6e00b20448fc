using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Evaluation;

/// <summary>A leased trial as one evaluation of its point sees it.</summary>
internal sealed class TrialContext(TrialLease lease, int repeat, Attempt attempt) : ITrialContext
{
    private const string NotCounted = "the attempt does not count";

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

    /// <summary>Whether what this attempt comes to counts: not when the trial is another's, or is evaluated anew.</summary>
    private bool Counts => !lease.IsLost && attempt.Cutoff.Reason is not (CutoffReason.Lost or CutoffReason.Host);

    /// <summary>How many values were reported.</summary>
    public int Reports => Volatile.Read(ref _reports);

    public Task<bool> ReportAsync(int step, double value, decimal? costUsd = null, CancellationToken cancellationToken = default) =>
        ReportAsync(step, [value], isVector: false, costUsd, cancellationToken);

    public Task<bool> ReportAsync(
        int step, IReadOnlyList<double> values, decimal? costUsd = null, CancellationToken cancellationToken = default) =>
        ReportAsync(step, values, isVector: true, costUsd, cancellationToken);

    private async Task<bool> ReportAsync(
        int step, IReadOnlyList<double> values, bool isVector, decimal? costUsd, CancellationToken cancellationToken)
    {
        Check(step, values, isVector);
        cancellationToken.ThrowIfCancellationRequested();
        var cutoff = attempt.Cutoff;
        var cost = costUsd is { } usd ? attempt.Budget.Report(usd) : (Money?)null;
        // What is cut short for good keeps the value that it was cut at.
        if (cutoff.IsFinal) return false;

        Interlocked.Increment(ref _reports);
        if (_spec.Repeats == 1)
            await attempt.Reports.TakeAsync(Report.Of(step, values, cost), isLast: false, cancellationToken);
        if (cost is not null) await attempt.CutIfUnpaidAsync(cancellationToken);
        attempt.CutIfUnwanted();
        return cutoff.Reason is null;
    }

    public async Task<string?> KeepAsync(string file, Stream content, CancellationToken cancellationToken = default)
    {
        if (attempt.Artifacts is not { IsThere: true } artifacts) return "the storage of this app has no blobs, where files would be";
        if (ArtifactName.TryParse(file) is not { } name) return $"its name {ArtifactName.Rule}";
        if (!Counts) return NotCounted;
        try
        {
            var length = content.CanSeek ? content.Length : (long?)null;
            var kept = await artifacts.WriteAsync(
                lease.Study, lease.Trial, name, content, length, () => Task.FromResult(Counts), cancellationToken);
            return kept is null ? NotCounted : null;
        }
        catch (ArtifactLimitException e)
        {
            return e.Message;
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            return $"the storage does not take it ({e.GetType().Name})";
        }
    }

    private void Check(int step, IReadOnlyList<double> values, bool isVector)
    {
        if (step < 0) throw new ObjectiveException($"a value was reported at step {step}; steps begin at 0");
        // With several repeats what the objective reports itself is only counted.
        if ((isVector || _spec.Repeats == 1) && ReportRule.WrongWith(_spec, isVector ? values : null) is { } wrong)
            throw new ObjectiveException($"the values reported at step {step} {wrong}");
        for (var i = 0; i < values.Count; i++)
        {
            if (double.IsFinite(values[i])) continue;
            var which = isVector ? $"value {i}" : "the value";
            throw new ObjectiveException($"{which} reported at step {step} is {(double.IsNaN(values[i]) ? "NaN" : "infinite")}");
        }
    }

    public void Log(string line) => attempt.Log.Add(line);
}
