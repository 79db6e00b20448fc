using System.Collections;

namespace Serverless.Tuner.Storage;

/// <summary>The trials of a study as they were at one moment, each at the index of its number.</summary>
internal sealed class TrialSnapshot(Trial[][] pages, int count) : IReadOnlyList<Trial>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public Trial this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(index));
            return pages[index / TrialPages.Size][index % TrialPages.Size];
        }
    }

    /// <summary>The same with some trials in the place of those with their numbers.</summary>
    public TrialSnapshot With(IEnumerable<Trial> changed)
    {
        var next = (Trial[][])pages.Clone();
        foreach (var page in changed.GroupBy(trial => trial.Number / TrialPages.Size))
        {
            next[page.Key] = (Trial[])next[page.Key].Clone();
            foreach (var trial in page) next[page.Key][trial.Number % TrialPages.Size] = trial;
        }

        return new TrialSnapshot(next, count);
    }

    /// <inheritdoc/>
    public IEnumerator<Trial> GetEnumerator()
    {
        for (var i = 0; i < count; i++) yield return pages[i / TrialPages.Size][i % TrialPages.Size];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
