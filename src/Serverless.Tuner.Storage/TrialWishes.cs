namespace Serverless.Tuner.Storage;

/// <summary>The workers of this process that wait for trials of a study: one advance serves all of them.</summary>
internal sealed class TrialWishes
{
    private readonly Lock _lock = new();
    private readonly List<TrialWish> _wishes = [];

    public void Add(TrialWish wish)
    {
        lock (_lock) _wishes.Add(wish);
    }

    public void Remove(TrialWish wish)
    {
        lock (_lock) _wishes.Remove(wish);
    }

    public IReadOnlyList<TrialWish> Unserved()
    {
        lock (_lock) return [.. _wishes.Where(w => !w.IsServed)];
    }
}
