namespace Serverless.Tuner.Evaluation;

/// <summary>
/// How many storage requests a trial's reports may make: some at once, so that the first steps of a slow training are seen as they come,
/// and so few for each report that 1,000 of them stay below 100 requests with those that every trial makes.
/// </summary>
internal sealed class RequestAllowance
{
    /// <summary>The requests that a trial may make however little it reports.</summary>
    public const double Start = 15;

    /// <summary>What each report adds.</summary>
    public const double PerReport = 0.08;

    private readonly Lock _lock = new();
    private double _left = Start;

    /// <summary>A report came.</summary>
    public void Earn()
    {
        lock (_lock) _left += PerReport;
    }

    /// <summary>Whether so many are left.</summary>
    public bool Has(double requests)
    {
        lock (_lock) return _left >= requests;
    }

    /// <summary>Takes a request out of what is left, if there is one.</summary>
    public bool TrySpend()
    {
        lock (_lock)
        {
            if (_left < 1) return false;
            _left--;
            return true;
        }
    }

    /// <summary>Books requests that are made in any case, as far as there is something left to book them to.</summary>
    public void Book(int requests)
    {
        lock (_lock) _left = Math.Max(0, _left - requests);
    }
}
