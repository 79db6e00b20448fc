using System.Globalization;
using System.Text;

namespace Serverless.Tuner.Core.Origins;

/// <summary>Writes ascending numbers as ranges: <c>3,5-7</c>.</summary>
internal static class NumberRanges
{
    /// <summary>The numbers as ranges; null for none.</summary>
    public static string? Format(IEnumerable<int> ascending)
    {
        var text = new StringBuilder();
        int? first = null, last = null;
        foreach (var number in ascending)
        {
            if (last is { } before && number == before + 1)
            {
                last = number;
                continue;
            }

            Close();
            first = last = number;
        }

        Close();
        return text.Length == 0 ? null : text.ToString();

        void Close()
        {
            if (first is not { } from || last is not { } to) return;
            if (text.Length > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{from}");
            if (to > from) text.Append(CultureInfo.InvariantCulture, $"-{to}");
        }
    }

    /// <summary>The numbers of what <see cref="Format"/> has written.</summary>
    public static IReadOnlyList<int> Parse(string? ranges)
    {
        var numbers = new List<int>();
        foreach (var range in (ranges ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            var from = int.Parse(ends[0], CultureInfo.InvariantCulture);
            var to = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (var number = from; number <= to; number++) numbers.Add(number);
        }

        return numbers;
    }
}
