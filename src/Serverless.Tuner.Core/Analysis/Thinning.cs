namespace Serverless.Tuner.Core.Analysis;

/// <summary>Chooses what to show of many things so that a drawing of them looks the same.</summary>
internal static class Thinning
{
    /// <summary>So many places of a list, spread evenly, the first and the last among them; all when there are no more.</summary>
    /// <param name="length">How long the list is.</param>
    /// <param name="most">How many to choose at most, 2 or more.</param>
    public static IEnumerable<int> Evenly(int length, int most) => length <= most
        ? Enumerable.Range(0, length)
        : Enumerable.Range(0, most).Select(i => (int)((long)i * (length - 1) / (most - 1)));

    /// <summary>Some items of a list, spread evenly.</summary>
    public static T[] Evenly<T>(IReadOnlyList<T> items, int most) => most switch
    {
        <= 0 => [],
        1 => items.Count > 0 ? [items[^1]] : [],
        _ => [.. Evenly(items.Count, most).Select(i => items[i])],
    };

    /// <summary>The places of the least and the greatest number of each of some buckets of neighbours, ascending: the outline of a line
    /// through all of them. The first and the last place are always among them.</summary>
    /// <param name="length">How many numbers there are.</param>
    /// <param name="valueAt">The number at a place; null where there is none.</param>
    /// <param name="most">How many to choose at most, 4 or more; all when there are no more.</param>
    public static int[] Outline(int length, Func<int, double?> valueAt, int most)
    {
        if (length <= most) return [.. Enumerable.Range(0, length)];
        var (chosen, buckets) = (new SortedSet<int> { 0, length - 1 }, (most - 2) / 2);
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (from, to) = ((int)((long)bucket * length / buckets), (int)((long)(bucket + 1) * length / buckets));
            var (least, greatest) = (-1, -1);
            for (var i = from; i < to; i++)
            {
                if (valueAt(i) is not { } value) continue;
                if (least < 0 || value < valueAt(least)) least = i;
                if (greatest < 0 || value > valueAt(greatest)) greatest = i;
            }

            // A bucket without numbers is not an empty one.
            chosen.Add(least < 0 ? from : least);
            if (greatest >= 0) chosen.Add(greatest);
        }

        return [.. chosen];
    }
}
