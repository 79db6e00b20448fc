using System.Globalization;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Analysis;

/// <summary>How long analyses take, as a table.</summary>
internal static class AnalysisTable
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole output, IEnumerable<AnalysisFigure> figures)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var name in (string[])["analysis", "trials", "of", "median ms", "at most"]) table.AddColumn(name);
        foreach (var figure in figures)
            table.AddRow(
                new Text(figure.What), new Text(Number(figure.Trials)), new Text(figure.Size), new Text(Number(figure.Milliseconds)),
                new Text(figure.LimitMs is { } limit ? Number(limit) : ""));
        output.Write(table);
    }

    private static string Number(double number) => number.ToString("#,0.#", CultureInfo.InvariantCulture);
}
