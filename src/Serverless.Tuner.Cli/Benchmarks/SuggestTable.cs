using System.Globalization;
using Serverless.Tuner.Benchmarks.Suggest;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Benchmarks;

/// <summary>What suggestions cost, as a table.</summary>
internal static class SuggestTable
{
    /// <summary>Writes it: ours, then Optuna's and how many times longer they take.</summary>
    public static void Write(IAnsiConsole output, SuggestReport report)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var name in (string[])["trials", "parameters", "sampler", "ms", "KB allocated", "times ours"])
            table.AddColumn(new TableColumn(name).NoWrap());
        foreach (var f in report.Ours.Concat(report.Optuna).OrderBy(f => f.Trials).ThenBy(f => f.Parameters))
        {
            var ratios = report.Ratios.Where(r => (r.Peer, r.Trials, r.Parameters) == (f.Sampler, f.Trials, f.Parameters));
            table.AddRow(Row(
                Number(f.Trials, "0"), Number(f.Parameters, "0"), f.Version is { } version ? $"Optuna {version} {f.Sampler}" : f.Sampler,
                Number(f.Milliseconds, "G3"), f.Bytes is { } bytes ? Number(bytes / 1024, "0.#") : "",
                string.Join(", ", ratios.Select(r => $"{r.Sampler} × {Number(r.Times, "G3")}"))));
        }

        output.Write(table);
        if (report.Remark is { } remark) output.WriteLine(remark);
    }

    private static IEnumerable<Text> Row(params string[] texts) => texts.Select(text => new Text(text));

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
