using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>The levels of a parameter, grouped by which conditions of its children
/// they fulfil: within a group the rest of the space is the same.</summary>
internal sealed class LevelClasses
{
    // Above it only the values that conditions name are looked at, not every level.
    private const int MostToTry = 1_024;

    private readonly long[] _special;
    private readonly List<long[]> _members;
    private readonly List<bool[]> _holds;

    /// <summary>Groups the levels of a parameter on which <paramref name="conditions"/> depend.</summary>
    public LevelClasses(Levels levels, IReadOnlyList<Condition> conditions)
    {
        var candidates = levels.Count <= MostToTry
            ? Enumerable.Range(0, (int)levels.Count).Select(k => (long)k)
            : conditions.SelectMany(c => c.Values)
                .Select(v => levels.IndexOf(levels.Scale.ToCoordinate(v))).OfType<long>().Distinct().Order();
        var groups = candidates
            .Select(k => (Level: k, Holds: HoldsAt(levels, conditions, k)))
            .Where(l => l.Holds.Contains(true))
            .GroupBy(l => string.Concat(l.Holds.Select(h => h ? '1' : '0')), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToArray();
        _members = [.. groups.Select(g => g.Select(l => l.Level).Order().ToArray())];
        _holds = [.. groups.Select(g => g.First().Holds)];
        _special = [.. _members.SelectMany(m => m).Order()];
        Sizes = [.. _members.Select(m => m.LongLength)];
        if (levels.Count > _special.Length)
        {
            // The last class: all others, on which nothing depends.
            Sizes.Add(levels.Count - _special.Length);
            _holds.Add(new bool[conditions.Count]);
        }
    }

    /// <summary>How many levels each class has, 1 or more.</summary>
    public List<long> Sizes { get; }

    /// <summary>Whether a condition, by its place in the list given, holds for the levels of a class.</summary>
    public bool Holds(int @class, int condition) => _holds[@class][condition];

    /// <summary>The level at a place within a class.</summary>
    public long LevelAt(int @class, long place)
    {
        if (@class < _members.Count) return _members[@class][place];
        foreach (var special in _special)
        {
            if (special > place) break;
            place++;
        }

        return place;
    }

    /// <summary>A level's class and its place there.</summary>
    public (int Class, long Place) PlaceOf(long level)
    {
        for (var c = 0; c < _members.Count; c++)
            if (Array.BinarySearch(_members[c], level) is var at and >= 0) return (c, at);
        return (_members.Count, level - ~Array.BinarySearch(_special, level));
    }

    private static bool[] HoldsAt(Levels levels, IReadOnlyList<Condition> conditions, long level)
    {
        if (conditions.Count == 0) return [];
        var value = levels.Scale.FromCoordinate(levels.CoordinateAt(level));
        return [.. conditions.Select(c => c.HoldsFor(value))];
    }
}
