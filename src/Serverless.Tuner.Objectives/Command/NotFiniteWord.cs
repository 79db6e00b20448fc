namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Finds the words for numbers that JSON does not have: Python's <c>json.dumps</c> and others write them. Reads a line once, however long
/// and broken it is.
/// </summary>
internal static class NotFiniteWord
{
    private static readonly string[] Words = ["NaN", "nan", "Infinity", "inf"];

    /// <summary>The first such word, with its sign, and the name of the member that holds it; null when there is none.</summary>
    public static (string Name, string Word)? Find(string line)
    {
        var name = Range.All;
        var isNamed = false;
        for (var i = 0; i < line.Length;)
        {
            if (line[i] == '"')
            {
                var end = EndOfText(line, i + 1);
                if (IsName(line, end)) (name, isNamed) = ((i + 1)..Math.Min(end, line.Length), true);
                i = end + 1;
            }
            else if (char.IsAsciiLetter(line[i]))
            {
                var start = i;
                while (i < line.Length && (char.IsAsciiLetterOrDigit(line[i]) || line[i] == '_')) i++;
                if (isNamed && Words.Contains(line[start..Math.Min(i, start + 10)])) return (line[name], WithSign(line, start, i));
            }
            else
            {
                i++;
            }
        }

        return null;
    }

    private static string WithSign(string line, int start, int end) =>
        line[(start > 0 && line[start - 1] is '-' or '+' ? start - 1 : start)..end];

    private static int EndOfText(string line, int from)
    {
        while (from < line.Length && line[from] != '"') from += line[from] == '\\' ? 2 : 1;
        return from;
    }

    private static bool IsName(string line, int end)
    {
        var next = end + 1;
        while (next < line.Length && char.IsWhiteSpace(line[next])) next++;
        return next < line.Length && line[next] == ':';
    }
}
