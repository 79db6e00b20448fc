using System.Globalization;
using Spectre.Console;

namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>The figures as a table, with what is recorded of others below it.</summary>
internal static class DashboardTable
{
    // Measured once on two cores with software rendering, a scatter alone without a page around it; only the ratios travel.
    private static readonly (string Library, string Gzip, string At10k, string At50k)[] s_recorded =
    [
        ("uPlot 1.6 (ours)", "23 KB", "0.39 s", "0.77 s"), ("ECharts 6.1, what 12 plots need", "264 KB", "0.33 s", "2.9 s"),
        ("Plotly 4.1 basic (Optuna's dashboard has all of it)", "397 KB", "9.4 s", "33 s"), ("Chart.js 4.6", "71 KB", "2.4 s", "6.2 s"),
        ("Observable Plot 0.6", "142 KB", "1.7 s", "10.7 s"),
    ];

    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole output, IReadOnlyList<DashboardFigure> figures)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("trials", "what", "measured", "at most", "");
        foreach (var figure in figures)
            table.AddRow(
                figure.Trials.ToString("N0", CultureInfo.InvariantCulture), figure.What, $"{Text(figure.Value)} {figure.Unit}",
                figure.Limit is { } limit ? $"{Text(limit)} {figure.Unit}" : "",
                figure.Limit is null ? "" : figure.IsMet ? "ok" : "MISSED");
        output.Write(table);
        output.WriteLine("Recorded of chart libraries, drawing a scatter of that many points:");
        var others = new Table().Border(TableBorder.Simple).AddColumns("library", "compressed", "10,000", "50,000");
        foreach (var (library, gzip, at10k, at50k) in s_recorded) others.AddRow(library, gzip, at10k, at50k);
        output.Write(others);
    }

    private static string Text(double value) => value.ToString(value < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
