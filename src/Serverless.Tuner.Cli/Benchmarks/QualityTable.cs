using System.Globalization;
using Serverless.Tuner.Benchmarks.Quality;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Benchmarks;

/// <summary>What a measurement of samplers found, as tables.</summary>
internal static class QualityTable
{
    private static readonly Style Lost = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Won = new(Color.Green);
    private static readonly Style Sum = new(decoration: Decoration.Bold);

    /// <summary>Writes every suite: a table for each pair of sampler and peer, and one for what nobody was measured beside.</summary>
    public static void Write(IAnsiConsole output, QualityReport report)
    {
        foreach (var suite in report.Suites)
        {
            output.WriteLine($"{suite.Name}: {suite.About}");
            foreach (var pair in suite.Comparisons.GroupBy(c => (c.Sampler, c.Peer)))
            {
                output.WriteLine($"{pair.Key.Sampler} against {pair.Key.Peer}");
                output.Write(Against([.. pair], [.. suite.Totals.Where(t => (t.Sampler, t.Peer) == pair.Key)]));
            }

            var alone = suite.Runs.Where(r => !suite.Comparisons.Any(c => (c.Sampler, c.Function) == (r.Sampler, r.Function))).ToArray();
            if (alone.Length > 0) output.Write(Alone(alone, suite));
        }
    }

    private static Table Against(Comparison[] comparisons, Total[] totals)
    {
        var table = Columns("function", "trials", "ours", "theirs", "ours better", "p", "");
        foreach (var c in comparisons)
        {
            table.AddRow(Row(
                c.IsLoss ? Lost : c.IsWin ? Won : Style.Plain,
                c.Function, Number(c.Trials), Cells.Spread(c.Ours), Cells.Spread(c.Theirs), Cells.Percent(c.Test.WinProbability), Cells.P(c.Test.PValue), Cells.Verdict(c)));
        }

        foreach (var t in totals)
            table.AddRow(Row(Sum, "all", Number(t.Trials), "", "", Cells.Percent(t.Test.WinProbability), Cells.P(t.Test.PValue), $"{t.Wins} won, {t.Losses} lost of {t.Functions}"));
        return table;
    }

    private static Table Alone(SamplerRuns[] alone, SuiteReport suite)
    {
        var table = Columns("function", "sampler", "trials", "reached", "near the best");
        foreach (var runs in alone)
        {
            for (var k = 0; k < suite.Trials.Count; k++)
            {
                var near = runs.NearOptimum is { } counts ? $"{counts[k]} of {runs.Rows.Count} within {Cells.Percent(Suites.Near)} of {Cells.Value(suite.Optima[runs.Function])}" : "";
                table.AddRow(Row(Style.Plain, runs.Function, runs.Sampler, Number(suite.Trials[k]), Cells.Spread(runs.Quartiles[k]), near));
            }
        }

        return table;
    }

    private static Table Columns(params string[] names)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var name in names) table.AddColumn(new TableColumn(name).NoWrap());
        return table;
    }

    private static IEnumerable<Text> Row(Style style, params string[] texts) => texts.Select(text => new Text(text, style));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
