using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A trial in full.</summary>
internal static class TrialReport
{
    /// <summary>Of more reports only the first and the last ones are shown.</summary>
    private const int MostReports = 40;

    private const int ShownAtEachEnd = 5;

    /// <summary>Writes how the trial ended, what it was given, what it reported, and the whole reason with its line breaks.</summary>
    public static void Write(IAnsiConsole output, TrialView trial, StudySpec study, DateTimeOffset now)
    {
        var names = ValueNames.Of(study);
        output.Write(Summary(trial, names, now));
        WritePairs(output, "Parameters:", trial.Parameters.Select(parameter => (parameter.Key, Format.Exact(parameter.Value))));
        WritePairs(output, "Metrics:", (trial.Metrics ?? NoNumbers).Select(metric => (metric.Key, Format.Value(metric.Value))));
        WritePairs(
            output, "Constraints:",
            (trial.Constraints ?? NoNumbers).Select(constraint => (constraint.Key, Format.Value(constraint.Value))));
        WritePairs(output, "Attributes:", (trial.Attributes ?? NoTexts).Select(attribute => (attribute.Key, attribute.Value)));
        WriteReports(output, trial.Reports ?? [], names);
        if (trial.Reason is not { Length: > 0 } reason) return;
        output.WriteLine("Reason:");
        output.WriteLines(reason, indent: "  ");
    }

    private static IReadOnlyDictionary<string, double> NoNumbers { get; } = new Dictionary<string, double>();

    private static IReadOnlyDictionary<string, string> NoTexts { get; } = new Dictionary<string, string>();

    private static Grid Summary(TrialView trial, IReadOnlyList<string> names, DateTimeOffset now)
    {
        var grid = Pairs(indent: 0);
        Add("trial", trial.Number.ToString(CultureInfo.InvariantCulture));
        grid.AddRow(Label("state"), new Text(Format.State(trial.State), new Style(Colors.Of(trial.State))));
        if (trial.Enqueued) Add("point", "enqueued, or the defaults");
        if (trial.Hidden) Add("hidden", "from the sampler and from the best");
        for (var i = 0; i < names.Count; i++) Add(names[i], Format.Values([.. (trial.Values ?? []).Skip(i).Take(1)]));
        Add("time", Format.Duration(trial, now));
        Add("attempts", trial.Attempt.ToString(CultureInfo.InvariantCulture));
        Add("cost", trial.CostUsd > 0 ? Format.Usd(trial.CostUsd) : "–");
        if (trial.MlflowRunId is { } run) Add("MLflow run", run);
        if (trial.StartedAt is { } start) Add("started (UTC)", Format.Time(start));
        if (trial.EndedAt is { } end) Add("ended (UTC)", Format.Time(end));
        return grid;

        void Add(string label, string text) => grid.AddRow(Label(label), new Text(text));
    }

    private static void WriteReports(IAnsiConsole output, IReadOnlyList<ReportView> reports, IReadOnlyList<string> names)
    {
        if (reports.Count == 0) return;
        var name = string.Join(", ", names.Take(reports.Max(report => report.Values?.Count ?? 1)));
        if (reports.Count <= MostReports)
        {
            WritePairs(output, $"Reports (step, {name}):", reports.Select(Row));
            return;
        }

        WritePairs(output, $"Reports (step, {name}), the first and the last of {reports.Count} (--json has all):",
            [.. reports.Take(ShownAtEachEnd).Select(Row), ("…", "…"), .. reports.TakeLast(ShownAtEachEnd).Select(Row)]);
    }

    private static (string Label, string Text) Row(ReportView report) =>
        (report.Step.ToString(CultureInfo.InvariantCulture), Format.Values(report.Values ?? [report.Value]));

    private static void WritePairs(IAnsiConsole output, string title, IEnumerable<(string Label, string Text)> pairs)
    {
        var grid = Pairs(indent: 2);
        foreach (var (label, text) in pairs) grid.AddRow(Label(label), new Text(text));
        if (grid.Rows.Count == 0) return;
        output.WriteLine(title);
        output.Write(grid);
    }

    private static Grid Pairs(int indent) => new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(indent).PadRight(2)).AddColumn();

    private static Text Label(string label) => new(label, new Style(Color.Grey));
}
