namespace Serverless.Tuner.Storage;

/// <summary>
/// Trials in pages, so that a snapshot of a study with a hundred thousand of them copies none: it shares the pages, and what changes
/// afterwards changes a copy of its page. Not safe for concurrent callers.
/// </summary>
internal sealed class TrialPages
{
    /// <summary>Trials in a page.</summary>
    public const int Size = 256;

    private readonly List<Trial[]> _pages = [];

    // Of each page, whether a snapshot has it.
    private readonly List<bool> _isShared = [];
    private int _count;

    /// <summary>Adds the trial with the next number. A snapshot does not look there.</summary>
    public void Add(Trial trial)
    {
        if (_count % Size == 0)
        {
            _pages.Add(new Trial[Size]);
            _isShared.Add(false);
        }

        _pages[_count / Size][_count % Size] = trial;
        _count++;
    }

    /// <summary>Puts a trial in the place of the one with its number.</summary>
    public void Replace(Trial trial)
    {
        var page = trial.Number / Size;
        if (_isShared[page]) (_pages[page], _isShared[page]) = ((Trial[])_pages[page].Clone(), false);
        _pages[page][trial.Number % Size] = trial;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _pages.Clear();
        _isShared.Clear();
        _count = 0;
    }

    /// <summary>The trials as they are now.</summary>
    public TrialSnapshot Snapshot()
    {
        for (var page = 0; page < _isShared.Count; page++) _isShared[page] = true;
        return new TrialSnapshot([.. _pages], _count);
    }
}
