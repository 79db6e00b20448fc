using System.Globalization;
using Serverless.Tuner.Benchmarks.Quality;
using Serverless.Tuner.Benchmarks.Statistics;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>What pruners saved, as a table for each mode: ours, and below it the peer.</summary>
internal static class PruningTable
{
    private static readonly Style Lost = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Peer = new(Color.Grey);

    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole output, PruningReport report)
    {
        output.WriteLine($"{report.Task}: {report.About}");
        foreach (var mode in report.Rows.GroupBy(r => r.Mode))
        {
            output.WriteLine($"{mode.Key}, {mode.First().Ours.Count} seeds from {report.FirstSeed}; mean (median)");
            var table = new Table().RoundedBorder().BorderColor(Color.Grey);
            // Some tasks have no peers.
            string[] comparison = mode.Any(r => r.Test is not null) ? ["better", "p", ""] : [];
            string[] kept = mode.Any(r => r.Kept is not null) ? ["saved", "kept"] : [];
            foreach (var name in (string[])["pruner", "sampler", report.Unit, report.Score, "complete", "trials", .. kept, .. comparison])
                table.AddColumn(name);
            foreach (var row in mode)
            {
                string[] test = row.Test is { } t ? [Cells.Percent(t.WinProbability), Cells.P(t.PValue), row.IsLoss ? "LOSS" : ""] : [];
                string[] beside = kept.Length == 0 ? [] : [Share(row.Saved), Share(row.Kept)];
                table.AddRow(Cell(row.IsLoss ? Lost : Style.Plain, [row.Pruner, row.Sampler, .. Figures(row.Ours), .. beside, .. test]));
                if (row.Theirs is { } theirs) table.AddRow(Cell(Peer, ["", row.Peer!, .. Figures(theirs)]));
            }

            output.Write(table);
        }
    }

    private static string[] Figures(IReadOnlyList<PruningOutcome> runs) =>
        [Spread(runs, r => r.Steps, "0"), Spread(runs, r => r.Best, "0.0000"), Mean(runs, r => r.Complete), Mean(runs, r => r.Trials)];

    private static string Spread(IReadOnlyList<PruningOutcome> runs, Func<PruningOutcome, double> figure, string format) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{runs.Average(figure).ToString(format, CultureInfo.InvariantCulture)} "
            + $"({Quartiles.Of(runs.Select(figure)).Median.ToString(format, CultureInfo.InvariantCulture)})");

    private static string Share(double? share) => share?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "";

    private static string Mean(IReadOnlyList<PruningOutcome> runs, Func<PruningOutcome, double> figure) =>
        runs.Average(figure).ToString("0.#", CultureInfo.InvariantCulture);

    private static IEnumerable<Text> Cell(Style style, string[] texts) => texts.Select(text => new Text(text, style));
}
