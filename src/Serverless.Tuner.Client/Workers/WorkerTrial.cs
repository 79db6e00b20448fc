using System.Collections.Concurrent;

namespace Serverless.Tuner.Client;

/// <summary>A trial while a <see cref="TunerWorker"/> evaluates it.</summary>
public sealed partial class WorkerTrial
{
    private readonly HeldTrial _held;
    private readonly DeclaredSpace _declared;
    private readonly ConcurrentDictionary<string, ParameterValue> _parameters;
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _attributes = new(StringComparer.Ordinal);

    internal WorkerTrial(HeldTrial held, DeclaredSpace declared)
    {
        (_held, _declared) = (held, declared);
        _parameters = new(held.Given.Parameters, StringComparer.Ordinal);
    }

    /// <summary>The study.</summary>
    public string Study => _held.Study;

    /// <summary>Its number in the study, from 0.</summary>
    public int Number => _held.Given.Number;

    /// <summary>Which attempt at the trial this is, from 1.</summary>
    public int Attempt => _held.Given.Attempt;

    /// <summary>What every call about it carries.</summary>
    public string Lease => _held.Given.Lease;

    /// <summary>Its parameters: those it was given, and those it has asked for since.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Parameters => _parameters;

    /// <summary>A parameter's value.</summary>
    /// <exception cref="KeyNotFoundException">The trial has no such parameter.</exception>
    public ParameterValue this[string name] => _parameters.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"Trial {Number} of study {Study} has no parameter '{name}'.");

    private ConcurrentDictionary<string, string>? Attributes => _attributes.IsEmpty ? null : _attributes;

    /// <summary>Fires when the trial has ended without its worker (pruned, stopped, given to another one), or the worker is
    /// cancelled: what the objective comes to then counts no more.</summary>
    public CancellationToken Over => _held.Over;

    /// <summary>Notes something about the trial, to be kept with it when it ends.</summary>
    public void SetAttribute(string name, string value) => _attributes[name] = value;

    /// <summary>Tells an intermediate value.</summary>
    /// <param name="step">The step, 0 or more: an epoch, a fold.</param>
    /// <param name="value">The value at it.</param>
    /// <param name="costUsd">What the attempt has cost so far in US dollars, where the study's budget counts what is reported.</param>
    /// <returns>Whether to go on; if not the trial has ended, and whatever the objective returns is ignored.</returns>
    public Task<bool> ReportAsync(int step, double value, decimal? costUsd = null) => ReportAsync([new ReportView(step, value, costUsd)]);

    /// <summary>Tells an intermediate value of each direction of a study with several.</summary>
    /// <param name="step">The step, 0 or more: an epoch, a fold.</param>
    /// <param name="values">The values at it, in the order of the directions.</param>
    /// <param name="costUsd">What the attempt has cost so far in US dollars, where the study's budget counts what is reported.</param>
    /// <returns>Whether to go on.</returns>
    public Task<bool> ReportAsync(int step, IReadOnlyList<double> values, decimal? costUsd = null) =>
        ReportAsync([ReportView.Of(step, values, costUsd)]);

    /// <summary>Tells up to 100 intermediate values.</summary>
    /// <returns>Whether to go on.</returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public Task<bool> ReportAsync(IReadOnlyList<ReportView> reports)
    {
        foreach (var report in reports)
            foreach (var value in report.Values ?? [report.Value])
                if (!double.IsFinite(value)) throw new ArgumentException($"The value at step {report.Step} is {value}.");
        return _held.GoOnAsync(client => client.ReportAsync(Study, Number, new ReportRequest(Lease, reports) { Used = Used }, Over));
    }

    /// <summary>Has the trial keep a file, in the place of one of its name.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="content">Its content, from where the stream stands; it is left open.</param>
    /// <returns>What is kept; null when the trial has ended.</returns>
    public Task<ArtifactView?> KeepAsync(string file, Stream content) =>
        _held.CallAsync(client => client.PutArtifactAsync(Study, Number, Lease, file, content, Over));

    /// <summary>Tells what came of it.</summary>
    internal async Task<EndedTrial> TellAsync(TrialResult result, CancellationToken cancellationToken)
    {
        if (result.NotFinite() is { } wrong)
            result = TrialResult.Failed($"The objective returned {wrong}, which no study can keep.") with { CostUsd = result.CostUsd };
        var told = await _held.CallAsync(client => result switch
        {
            { IsPruned: true } => client.PruneAsync(
                Study, Number,
                new PruneRequest(Lease) { Reason = result.Reason, CostUsd = result.CostUsd, Attributes = Attributes, Used = Used },
                cancellationToken),
            { Reason: { } reason } => client.FailAsync(
                Study, Number,
                new FailRequest(Lease)
                {
                    Reason = reason,
                    CostUsd = result.CostUsd,
                    Final = result.IsFinal,
                    Attributes = Attributes,
                    Used = Used,
                },
                cancellationToken),
            _ => client.CompleteAsync(
                Study, Number,
                new CompleteRequest(Lease, result.Values)
                {
                    CostUsd = result.CostUsd,
                    Metrics = result.Metrics,
                    Constraints = result.Constraints,
                    Attributes = Attributes,
                    Used = Used,
                },
                cancellationToken),
        });
        return told is null
            ? _held.Ended!
            : new EndedTrial(Number, told.State, told.Reason, told.State == TrialState.Complete ? result.Values : null);
    }
}
