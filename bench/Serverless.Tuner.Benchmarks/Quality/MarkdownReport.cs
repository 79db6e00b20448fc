using System.Globalization;
using System.Text;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>A report as Markdown tables, to be put into a document.</summary>
public static class MarkdownReport
{
    /// <summary>The whole report.</summary>
    public static string Of(QualityReport report)
    {
        var text = new StringBuilder();
        Line(text, $"# Sampler quality, {report.MeasuredAt.UtcDateTime:yyyy-MM-dd}");
        Line(text, "");
        Line(
            text,
            $"{report.Machine.Cpu}, {report.Machine.Cores} cores, {report.Machine.Runtime}, tuner {report.Machine.Tuner}; {report.Seeds} "
            + $"seeds (0 to {report.Seeds - 1}).");
        Line(text, $"The peers' rows were recorded, not run again: {report.PeersAbout}");
        if (!report.IsComplete) Line(text, "**Interrupted: not every run has ended.**");
        foreach (var remark in report.Remarks) Line(text, remark);
        foreach (var suite in report.Suites) Write(text, suite);
        return text.ToString();
    }

    private static void Write(StringBuilder text, SuiteReport suite)
    {
        Line(text, "");
        Line(text, $"## {suite.Name}: {suite.About}");
        foreach (var pair in suite.Comparisons.GroupBy(c => (c.Sampler, c.Peer)))
        {
            int[] trials = [.. pair.Select(c => c.Trials).Distinct().Order()];
            Line(text, "");
            Line(text, $"### `{pair.Key.Sampler}` against `{pair.Key.Peer}`");
            Line(text, "");
            Line(
                text,
                $"Each cell: median (quartiles) of ours / of theirs, how often a run of ours is better, p. **Bold**: a loss with p < "
                + $"{Comparison.Level.ToString(CultureInfo.InvariantCulture)}.");
            Head(text, trials);
            foreach (var function in pair.GroupBy(c => c.Function))
                Row(text, function.Key, trials.Select(t => function.FirstOrDefault(c => c.Trials == t) is { } cell ? Cell(cell) : ""));
            Row(
                text, "mean",
                trials.Select(t => Cell(suite.Totals.First(total => (total.Sampler, total.Peer) == pair.Key && total.Trials == t))));
        }

        // Those that nobody was measured beside.
        foreach (var sampler in suite.Runs.Where(
            r => !suite.Comparisons.Any(c => (c.Sampler, c.Function) == (r.Sampler, r.Function))).GroupBy(r => r.Sampler))
        {
            Line(text, "");
            Line(text, $"### `{sampler.Key}`");
            Head(text, suite.Trials);
            foreach (var runs in sampler) Row(text, runs.Function, suite.Trials.Select((_, k) => Cell(runs, k, suite)));
        }
    }

    private static string Cell(Comparison c)
    {
        var cell = $"{Cells.Spread(c.Ours)} / {Cells.Spread(c.Theirs)}, {Cells.Percent(c.Test.WinProbability)}, p {Cells.P(c.Test.PValue)}";
        return c.IsLoss ? $"**{cell}**" : cell;
    }

    private static string Cell(Total t) =>
        $"{Cells.Percent(t.Test.WinProbability)}, p {Cells.P(t.Test.PValue)}; of {t.Functions}: {t.Wins} won, {t.Losses} lost";

    private static string Cell(SamplerRuns runs, int column, SuiteReport suite)
    {
        var spread = Cells.Spread(runs.Quartiles[column]);
        return runs.NearOptimum is { } near
            ? $"{spread}; {near[column]} of {runs.Rows.Count} within {Cells.Percent(Suites.Near)} of "
                + $"{Cells.Value(suite.Optima[runs.Function])}"
            : spread;
    }

    private static void Head(StringBuilder text, IReadOnlyCollection<int> trials)
    {
        Line(text, "");
        Row(text, "function", trials.Select(t => $"{t.ToString(CultureInfo.InvariantCulture)} trials"));
        Row(text, "---", trials.Select(_ => "---"));
    }

    private static void Row(StringBuilder text, string first, IEnumerable<string> cells) =>
        Line(text, $"| {first} | {string.Join(" | ", cells)} |");

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
