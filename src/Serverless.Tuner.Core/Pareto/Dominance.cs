namespace Serverless.Tuner.Core.Pareto;

/// <summary>Pareto domination between losses, of which less is better.</summary>
internal static class Dominance
{
    /// <summary>Whether <paramref name="a"/> is nowhere worse than <paramref name="b"/> and somewhere better.</summary>
    /// <remarks>No point with a NaN dominates another or is dominated; callers replace NaN first.</remarks>
    public static bool Dominates(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var isBetter = false;
        for (var i = 0; i < a.Length; i++)
        {
            if (!(a[i] <= b[i])) return false;
            isBetter |= a[i] < b[i];
        }

        return isBetter;
    }

    /// <summary>Whether <paramref name="a"/> is nowhere worse than <paramref name="b"/>.</summary>
    public static bool Covers(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        for (var i = 0; i < a.Length; i++)
            if (!(a[i] <= b[i])) return false;
        return true;
    }

    /// <summary>Lexicographic order, in which no point dominates an earlier one.</summary>
    public static int Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] < b[i]) return -1;
            if (a[i] > b[i]) return 1;
        }

        return 0;
    }
}
