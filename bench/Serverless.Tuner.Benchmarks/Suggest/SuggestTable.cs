using System.Globalization;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>What suggestions cost, as a table.</summary>
internal static class SuggestTable
{
    /// <summary>Writes it: the figures, then how many times longer Optuna takes.</summary>
    public static void Write(IAnsiConsole output, SuggestReport report)
    {
        var figures = Columns("trials", "floats", "sampler", "median ms", "mean ms", "first ms", "KB", "kept B a trial");
        foreach (var f in report.Ours.Concat(report.Optuna).OrderBy(f => f.Trials).ThenBy(f => f.Parameters))
        {
            figures.AddRow(Row(
                Number(f.Trials, "0"), Number(f.Parameters, "0"), f.Sampler,
                Number(f.Milliseconds, "G3"), Number(f.MeanMilliseconds, "G3"),
                f.FirstMilliseconds is { } first ? Number(first, "G3") : "", f.Bytes is { } bytes ? Number(bytes / 1024, "0.#") : "",
                f.KeptBytes is { } kept ? Number(kept, "0") : ""));
        }

        output.Write(figures);
        if (report.Remark is { } remark) output.WriteLine(remark);
        if (report.Optuna.Count == 0) return;

        output.WriteLine($"Optuna {report.Optuna[0].Version} takes");
        var ratios = Columns("trials", "floats", "its sampler", "times", "as long as our");
        foreach (var r in report.Ratios)
            ratios.AddRow(Row(Number(r.Trials, "0"), Number(r.Parameters, "0"), r.Peer, Number(r.Times, "0.#"), r.Sampler));
        output.Write(ratios);
    }

    private static Table Columns(params string[] names)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var name in names) table.AddColumn(new TableColumn(name).NoWrap());
        return table;
    }

    private static IEnumerable<Text> Row(params string[] texts) => texts.Select(text => new Text(text));

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
