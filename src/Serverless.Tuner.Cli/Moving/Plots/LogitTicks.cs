using System.Globalization;

namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>An axis of probabilities on the scale of the logarithm of their odds: as the dashboard draws it (logit.ts).</summary>
internal static class LogitTicks
{
    private const int Deepest = 15;

    private static readonly double[] s_steps = [1, 2, 5, 10];

    /// <summary>The logarithm of the odds of a probability.</summary>
    public static double Place(double share) => Math.Log(share / (1 - share));

    /// <summary>The probability of which that is the logarithm of the odds.</summary>
    public static double At(double place) => place >= 0 ? 1 / (1 + Math.Exp(-place)) : Math.Exp(place) / (1 + Math.Exp(place));

    /// <summary>Where the axis has marks: 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, with 0.02, 0.05, 0.2 and their likes where there is room
    /// for them, and evenly where next to none of those are in the range.</summary>
    /// <param name="low">The lowest probability.</param>
    /// <param name="high">The highest one.</param>
    /// <param name="most">About how many marks there is room for.</param>
    public static double[] Of(double low, double high, int most)
    {
        double[] fine = [.. Marks([1, 2, 5], 1).Where(IsWithin)];
        if (fine.Length >= 2 && fine.Length <= most) return fine;
        for (var step = 1; step <= Deepest; step++)
        {
            double[] marks = [.. Marks([1], step).Where(IsWithin)];
            if (marks.Length < 2) break;
            if (marks.Length <= most) return marks;
        }

        return fine.Length < 2 ? Even(low, high, most) : [.. fine.Where((_, i) => i % ((fine.Length + most - 1) / most) == 0)];

        bool IsWithin(double mark) => mark >= low && mark <= high;
    }

    /// <summary>A probability in three digits; near 1 with two of what it is away from it.</summary>
    public static string Text(double share) => share is > 0.99 and < 1
        ? Math.Round(share, Math.Min(Deepest, 1 + (int)Math.Ceiling(-Math.Log10(1 - share)))).ToString("R", CultureInfo.InvariantCulture)
        : share.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>The marks at such digits of every so-manieth power of ten, and as far from 1, and the middle.</summary>
    private static List<double> Marks(int[] digits, int step)
    {
        var below = new List<double>();
        for (var power = Deepest - (Deepest % step); power >= 1; power -= step)
            below.AddRange(
                digits.Select(digit => double.Parse($"{digit}e-{power}", CultureInfo.InvariantCulture)).Where(mark => mark < 0.5));
        return [.. below, 0.5, .. below.AsEnumerable().Reverse().Select(mark => 1 - mark)];
    }

    private static double[] Even(double low, double high, int most)
    {
        if (!(high > low)) return [low];
        var power = Math.Pow(10, Math.Floor(Math.Log10((high - low) / most)));
        var step = s_steps.Select(digit => digit * power).First(size => (high - low) / size <= most);
        var (first, last) = ((int)Math.Ceiling(low / step), (int)Math.Floor(high / step));
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => i * step)];
    }
}
