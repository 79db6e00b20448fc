namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Schedules, their runs and what they have promoted, for people and as CSV.</summary>
internal static class ScheduleTable
{
    public static Table Of(IEnumerable<ScheduleView> schedules)
    {
        var table = Empty("name", "when", "next (UTC)", "last run", "result", "promoted value");
        foreach (var schedule in schedules)
            table.AddRow(
                new Text(schedule.Name), new Text($"{schedule.Spec.Cron} {schedule.Spec.TimeZone}"),
                new Text(schedule.Next is [var next, ..] ? Format.Time(next) : schedule.Spec.Enabled ? "never" : "disabled"),
                new Text(schedule.Runs is [var last, ..] ? last.Study : "–"),
                new Text(schedule.Runs is [var run, ..] ? Result(run) : "–"), new Text(Number(schedule.Promoted?.Value)));
        return table;
    }

    public static Table Of(IEnumerable<ScheduleRunView> runs)
    {
        var table = Empty("study", "slot (UTC)", "result", "value", "promoted before", "why");
        foreach (var run in runs)
            table.AddRow(
                new Text(run.Study), new Text(run.Slot is { } slot ? Format.Time(slot) : "by hand"), new Text(Result(run)),
                new Text(Number(run.Value)), new Text(Number(run.PromotedValue)), new Text(TrialLine.OneLine(run.Reason ?? "")));
        return table;
    }

    /// <summary>A schedule as lines.</summary>
    public static void Write(IAnsiConsole output, ScheduleView schedule)
    {
        var spec = schedule.Spec;
        output.WriteLine($"Schedule {schedule.Name}: {spec.Cron} {spec.TimeZone}{(spec.Enabled ? "" : ", disabled")}");
        output.WriteLine(
            $"Each run is a study {spec.Study.Name}; overlap {Word(spec.Overlap)}, catch up {Word(spec.CatchUp)}, "
            + $"promoted above {spec.PromoteAbove?.ToString() ?? ScheduleSpec.DefaultMargin}.");
        if (schedule.Next.Count > 0) output.WriteLine($"Next (UTC): {string.Join(", ", schedule.Next.Select(Format.Time))}");
        if (schedule.Waiting > 0) output.WriteLine($"{schedule.Waiting} slots wait.");
        if (schedule.LastSkipped is { } skipped)
            output.WriteLine($"{schedule.Skipped} slots have passed without a run, the last {Format.Time(skipped)}.");
        if (schedule.Runs.Count > 0) output.Write(Of(schedule.Runs.Take(5)));
        if (schedule.Promoted is { } promoted) Write(output, promoted);
        else output.WriteLine("Nothing is promoted yet.");
    }

    /// <summary>What is promoted, as lines.</summary>
    public static void Write(IAnsiConsole output, PromotedView promoted)
    {
        output.WriteLine(
            $"Promoted {Format.Time(promoted.PromotedAt)} (UTC): {Number(promoted.Value)} by trial {promoted.Trial} of {promoted.Study} "
            + "with");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn();
        foreach (var (name, value) in promoted.Parameters)
            grid.AddRow(new Text(name), new Text(Format.Parameter(value), new Style(Color.Green)));
        output.Write(grid);
    }

    public static CsvTable Csv(IEnumerable<ScheduleView> schedules)
    {
        var table = new CsvTable(
            "name", "cron", "timeZone", "enabled", "next", "lastStudy", "lastResult", "promotedStudy", "promotedValue");
        foreach (var schedule in schedules)
        {
            var last = schedule.Runs is [var run, ..] ? run : null;
            table.Add(
                schedule.Name, schedule.Spec.Cron, schedule.Spec.TimeZone, schedule.Spec.Enabled,
                schedule.Next.Count > 0 ? schedule.Next[0] : null, last?.Study, last?.Result, schedule.Promoted?.Study,
                schedule.Promoted?.Value);
        }

        return table;
    }

    public static CsvTable Csv(IEnumerable<ScheduleRunView> runs)
    {
        var table = new CsvTable(
            "study", "slot", "takenAt", "endedAt", "state", "result", "value", "promotedValue", "comparison", "reason");
        foreach (var run in runs)
            table.Add(
                run.Study, run.Slot, run.TakenAt, run.EndedAt, run.State, run.Result, run.Value, run.PromotedValue, run.Comparison,
                run.Reason);
        return table;
    }

    private static Table Empty(params ReadOnlySpan<string> headers)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var header in headers) table.AddColumn(header);
        return table;
    }

    private static string Result(ScheduleRunView run) => run.Result is { } result ? Word(result) : Word(run.State);

    private static string Number(double? value) => value is { } number ? Format.Values([number]) : "–";

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
