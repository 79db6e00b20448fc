namespace Serverless.Tuner.Contracts;

/// <summary>Finds the word that a mistyped one was meant to be.</summary>
public static class DidYouMean
{
    private const int LongestWord = 64;
    private const int MostMistakes = 2;

    /// <summary><c>; did you mean 'tpe'?</c>, or nothing when no word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The word with the fewest mistakes, of which there may be two (of a short word only one); case does not count.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var (best, mistakes) = ((string?)null, int.MaxValue);
        foreach (var candidate in known)
        {
            var distance = Distance(word, candidate);
            if (distance < mistakes) (best, mistakes) = (candidate, distance);
        }

        return mistakes <= Math.Min(MostMistakes, Math.Max(1, word.Length / 2)) ? best : null;
    }

    /// <summary>Letters to add, leave out or change, and neighbours to swap, until one word is the other.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > MostMistakes || a.Length > LongestWord) return int.MaxValue;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = rows[i - 1, j - 1] + (IsSame(a[i - 1], b[j - 1]) ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(a[i - 1], b[j - 2]) && IsSame(a[i - 2], b[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static bool IsSame(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
