namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Cuts an evaluation short: its objective's token fires, and the first reason stands - but for the loss of the trial, which overrides each.</summary>
internal sealed class Cut(TimeProvider time)
{
    // Never disposed: an objective that was left alone may go on looking at its token.
    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private CutReason? _reason;
    private long _at;

    /// <summary>Fires when the evaluation is cut short.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why it was; null while it was not.</summary>
    public CutReason? Reason
    {
        get
        {
            lock (_lock) return _reason;
        }
    }

    /// <summary>The reason in words, as the trial keeps it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How long ago it was; only where there is a <see cref="Reason"/>.</summary>
    public TimeSpan Ago => time.GetElapsedTime(_at);

    /// <summary>Cuts the evaluation short, unless it was already.</summary>
    public void Fire(CutReason reason, string text)
    {
        lock (_lock)
        {
            if (_reason is not null)
            {
                if (reason == CutReason.Lost) _reason = reason;
                return;
            }

            _at = time.GetTimestamp();
            Text = text;
            _reason = reason;
        }

        // What the objective hangs on its token runs elsewhere, for as long as it likes, and what it throws concerns nobody.
        _ = _source.CancelAsync().ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
