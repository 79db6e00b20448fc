namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Lets every trial of an orchestration that waits for a call-back look again; only for the orchestration's own thread.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = new();
    private bool _held;

    /// <summary>Ends when the signal is next given.</summary>
    public Task Next => _next.Task;

    /// <summary>Gives the signal when something holds that did not the last time.</summary>
    public void GiveOnceWhen(bool holds)
    {
        if (holds && !_held) Give();
        _held = holds;
    }

    /// <summary>Gives the signal.</summary>
    public void Give()
    {
        var given = _next;
        _next = new TaskCompletionSource();
        given.SetResult();
    }
}
