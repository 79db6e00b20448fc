using System.Globalization;
using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>Figures as people read them.</summary>
public static class Cells
{
    /// <summary>Four significant digits; a dash for what was never reached.</summary>
    public static string Value(double value) => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "–";

    /// <summary>The median, and the quartiles in brackets.</summary>
    public static string Spread(Quartiles quartiles) => $"{Value(quartiles.Median)} ({Value(quartiles.Lower)} to {Value(quartiles.Upper)})";

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    /// <summary>A p value: two significant digits, and no more zeros than anybody counts.</summary>
    public static string P(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("G2", CultureInfo.InvariantCulture);

    /// <summary>The word for a difference beyond doubt; empty when there is none.</summary>
    public static string Verdict(Comparison comparison) => comparison.IsLoss ? "LOSS" : comparison.IsWin ? "win" : "";
}
