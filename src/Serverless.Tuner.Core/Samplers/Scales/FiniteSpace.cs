using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A search space, conditions included, as a numbered list of all
/// its points: nothing is stored, each is computed from its number.</summary>
internal sealed class FiniteSpace
{
    /// <summary>Larger spaces are not numbered.</summary>
    public const long MostPoints = 1L << 62;

    private readonly int _dimensions;
    private readonly List<FiniteComponent> _components;

    private FiniteSpace(int dimensions, List<FiniteComponent> components, long size) =>
        (_dimensions, _components, Size) = (dimensions, components, size);

    /// <summary>How many points there are, 1 to <see cref="MostPoints"/>.</summary>
    public long Size { get; }

    /// <summary>The first parameter that has no finite number of values; null when all have.</summary>
    public static Parameter? FirstContinuous(SearchSpace space) =>
        space.Parameters.FirstOrDefault(p => Levels.Of(ParameterScale.Of(p), 0) is null);

    /// <param name="space">The space.</param>
    /// <param name="encoding">Its coordinates.</param>
    /// <param name="levelsOfContinuous">How many levels are considered of a
    /// continuous parameter; 0: with such a one a space is not finite.</param>
    /// <returns>Null when there are more than <see cref="MostPoints"/>,
    /// infinitely many, or the conditions are too entangled to count.</returns>
    public static FiniteSpace? Of(SearchSpace space, PointEncoding encoding, int levelsOfContinuous = 0) =>
        Counted(space, encoding, levelsOfContinuous) is { Size: <= MostPoints } finite ? finite : null;

    /// <summary>How many points a space has, or <see cref="MostPoints"/> + 1 when it has more;
    /// null when they are infinitely many, or the conditions are too entangled to count.</summary>
    public static long? SizeOf(SearchSpace space, PointEncoding encoding, int levelsOfContinuous) =>
        Counted(space, encoding, levelsOfContinuous)?.Size;

    /// <summary>The space, or as much of it as shows that it has more than <see cref="MostPoints"/>.</summary>
    private static FiniteSpace? Counted(SearchSpace space, PointEncoding encoding, int levelsOfContinuous)
    {
        var levels = encoding.Scales.Select(s => Levels.Of(s, levelsOfContinuous)).OfType<Levels>().ToArray();
        if (levels.Length < encoding.Dimensions) return null;
        var indices = space.IndicesByName();
        var components = new List<FiniteComponent>();
        var size = 1L;
        foreach (var members in Groups(space, indices))
        {
            if (FiniteComponent.Of(space, members, indices, levels) is not { } component) return null;
            size = Product(size, component.Size);
            components.Add(component);
            if (size > MostPoints) break;
        }

        return new FiniteSpace(levels.Length, components, size);
    }

    /// <summary>The coordinates of point <paramref name="index"/>, 0 to <see cref="Size"/> − 1.</summary>
    public double[] PointAt(long index)
    {
        var point = new double[_dimensions];
        foreach (var component in _components)
        {
            (index, var own) = Math.DivRem(index, component.Size);
            component.Decode(own, point);
        }

        return point;
    }

    /// <summary>The number of a point; null when it is none of them.</summary>
    public long? IndexOf(ReadOnlySpan<double> point)
    {
        var (index, stride) = (0L, 1L);
        foreach (var component in _components)
        {
            if (component.IndexOf(point) is not { } own) return null;
            index += own * stride;
            stride *= component.Size;
        }

        return index;
    }

    /// <summary>a + b of counts, at most <see cref="MostPoints"/> + 1.</summary>
    internal static long Sum(long a, long b) => Math.Min(a + b, MostPoints + 1);

    /// <summary>a · b of counts, at most <see cref="MostPoints"/> + 1.</summary>
    internal static long Product(long a, long b) =>
        Math.BigMul(a, b, out var low) == 0 && low is >= 0 and <= MostPoints ? low : MostPoints + 1;

    /// <summary>The parameters in groups that no condition connects, parents first and each
    /// branch to its end before the next, so that few parents matter at a time.</summary>
    private static IEnumerable<List<int>> Groups(SearchSpace space, Dictionary<string, int> indices)
    {
        var count = space.Parameters.Count;
        var children = new List<int>[count];
        var parents = new int[count][];
        for (var i = 0; i < count; i++)
        {
            children[i] = [];
            parents[i] = [.. space.Parameters[i].When.Select(c => indices[c.Parent]).Distinct()];
            foreach (var parent in parents[i]) children[parent].Add(i);
        }

        var isSeen = new bool[count];
        for (var first = 0; first < count; first++)
            if (!isSeen[first])
                yield return ParentsFirst(Connected(first, parents, children, isSeen), parents, children);
    }

    /// <summary>The parameters that conditions connect with one, itself included.</summary>
    private static List<int> Connected(int first, int[][] parents, List<int>[] children, bool[] isSeen)
    {
        var connected = new List<int> { first };
        isSeen[first] = true;
        for (var k = 0; k < connected.Count; k++)
            foreach (var neighbour in parents[connected[k]].Concat(children[connected[k]]).Where(n => !isSeen[n]))
            {
                isSeen[neighbour] = true;
                connected.Add(neighbour);
            }

        return connected;
    }

    private static List<int> ParentsFirst(List<int> connected, int[][] parents, List<int>[] children)
    {
        var ordered = new List<int>(connected.Count);
        var open = new Stack<int>(connected.Where(m => parents[m].Length == 0).OrderDescending());
        while (open.TryPop(out var next))
        {
            ordered.Add(next);
            foreach (var child in Enumerable.Reverse(children[next]))
                if (parents[child].All(ordered.Contains)) open.Push(child);
        }

        return ordered;
    }
}
