using System.Security.Cryptography;

namespace Serverless.Tuner.Storage;

/// <summary>A worker that waits for trials.</summary>
internal sealed class TrialWish
{
    private readonly SuggestRequest _request;
    private readonly string[] _leases;
    private readonly List<Trial> _granted = [];

    public TrialWish(SuggestRequest request)
    {
        _request = request;
        // Made before anything is written: so a write whose answer was lost is known again by its lease.
        _leases = [.. Enumerable.Range(0, request.Count).Select(_ => RandomNumberGenerator.GetHexString(32, lowercase: true))];
    }

    /// <summary>The trials that it was given; they are written.</summary>
    public IReadOnlyList<Trial> Granted => _granted;

    /// <summary>How many more it wants.</summary>
    public int Missing => _leases.Length - _granted.Count;

    /// <summary>Whether an advance has served it, with trials or without.</summary>
    public bool IsServed { get; set; }

    /// <summary>The trial with its next attempt begun by this worker.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="index">Which of the trials that are still missing.</param>
    /// <param name="now">The time.</param>
    public Trial Begin(Trial trial, int index, DateTimeOffset now) =>
        Attempts.Begin(trial, _leases[_granted.Count + index], now) with
        {
            Worker = _request.Worker,
            LeaseSeconds = _request.LeaseSeconds,
        };

    /// <summary>Takes a trial that was written, if it is this worker's.</summary>
    public void Take(Trial trial)
    {
        if (!trial.HasEnded && Missing > 0 && trial.Claim == _leases[_granted.Count]) _granted.Add(trial);
    }
}
