using System.Globalization;
using Serverless.Tuner.Benchmarks.Statistics;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What a measurement of samplers found, as tables.</summary>
internal static class QualityTable
{
    private static readonly Style Lost = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Won = new(Color.Green);
    private static readonly Style Sum = new(decoration: Decoration.Bold);

    /// <summary>With less room than this, quartiles are left to the report.</summary>
    private const int RoomForQuartiles = 120;

    /// <summary>Writes every suite: a table for each pair of sampler and peer, and one for what nobody was measured beside.</summary>
    public static void Write(IAnsiConsole output, QualityReport report)
    {
        Func<Quartiles, string> reached = output.Profile.Width >= RoomForQuartiles ? Cells.Spread : quartiles =>
            Cells.Value(quartiles.Median);
        foreach (var suite in report.Suites)
        {
            output.WriteLine($"{suite.Name}: {suite.About}");
            foreach (var pair in suite.Comparisons.GroupBy(c => (c.Sampler, c.Peer)))
            {
                output.WriteLine($"{pair.Key.Sampler} against {pair.Key.Peer}");
                output.Write(Against(pair, reached));
                foreach (var t in suite.Totals.Where(t => (t.Sampler, t.Peer) == pair.Key))
                    output.WriteLine(
                        $"all, {t.Trials} trials: ours better {Cells.Percent(t.Test.WinProbability)}, p {Cells.P(t.Test.PValue)}; of "
                        + $"{t.Functions}: {t.Wins} won, {t.Losses} lost", Sum);
            }

            var alone = suite.Runs.Where(r => !suite.Comparisons.Any(c => (c.Sampler, c.Function) == (r.Sampler, r.Function))).ToArray();
            if (alone.Length > 0) output.Write(Alone(alone, suite, reached));
        }
    }

    private static Table Against(IEnumerable<Comparison> comparisons, Func<Quartiles, string> reached)
    {
        var table = Columns("function", "trials", "ours", "theirs", "better", "p", "");
        foreach (var c in comparisons)
        {
            table.AddRow(Row(
                c.IsLoss ? Lost : c.IsWin ? Won : Style.Plain,
                c.Function, Number(c.Trials), reached(
                    c.Ours), reached(c.Theirs), Cells.Percent(c.Test.WinProbability), Cells.P(c.Test.PValue), Cells.Verdict(c)));
        }

        return table;
    }

    private static Table Alone(SamplerRuns[] alone, SuiteReport suite, Func<Quartiles, string> reached)
    {
        var isNear = alone.Any(r => r.NearOptimum is not null);
        var table = isNear
            ? Columns("function", "sampler", "trials", "reached", "near the best")
            : Columns("function", "sampler", "trials", "reached");
        foreach (var runs in alone)
        {
            for (var k = 0; k < suite.Trials.Count; k++)
            {
                string[] near = runs.NearOptimum is { } counts
                    ? [$"{counts[k]} of {runs.Rows.Count} within {Cells.Percent(Suites.Near)} of "
                        + $"{Cells.Value(suite.Optima[runs.Function])}"]
                    : [];
                table.AddRow(Row(Style.Plain, [runs.Function, runs.Sampler, Number(suite.Trials[k]), reached(runs.Quartiles[k]), .. near]));
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
