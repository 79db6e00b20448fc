namespace Serverless.Tuner.Evaluation;

/// <summary>Cuts an evaluation short: its objective's token fires, and the first
/// reason stands, unless the trial is lost, which overrides every other.</summary>
internal sealed class Cutoff(TimeProvider time)
{
    // Never disposed: an abandoned objective may go on using its token.
    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private CutoffReason? _reason;
    private long _at;

    /// <summary>Fires when the evaluation is cut short.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why it was; null while it was not.</summary>
    public CutoffReason? Reason
    {
        get
        {
            lock (_lock) return _reason;
        }
    }

    /// <summary>Whether what the evaluation comes to no longer counts.</summary>
    public bool IsFinal => Reason is CutoffReason.Pruner or CutoffReason.Budget or CutoffReason.Cancelled or CutoffReason.Lost;

    /// <summary>The reason in words, as the trial keeps it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How long ago it was; only where there is a <see cref="Reason"/>.</summary>
    public TimeSpan Ago => time.GetElapsedTime(_at);

    /// <summary>Cuts the evaluation short, unless it was already.</summary>
    public void Fire(CutoffReason reason, string text)
    {
        lock (_lock)
        {
            if (_reason is not null)
            {
                if (reason == CutoffReason.Lost) _reason = reason;
                return;
            }

            _at = time.GetTimestamp();
            Text = text;
            _reason = reason;
        }

        // What the objective has registered on its token runs elsewhere, for as long as it takes; what it throws is ignored.
        _ = _source.CancelAsync()
            .ContinueWith(
                static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
