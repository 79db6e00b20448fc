using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>What a study would come to.</summary>
internal static class PlanReport
{
    private const int MostSimilar = 5;

    /// <summary>Writes the figures, the studies that are similar, and what is likely wrong.</summary>
    public static void Write(IAnsiConsole output, PlanView plan)
    {
        output.WriteLine(plan.Name, new Style(decoration: Decoration.Bold));
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn();
        Add("trials", Trials(plan.Trials));
        Add("a trial costs", plan.CostPerTrialUsd is { } each ? $"{Range(each, Usd)} ({each.Source})" : "not known");
        if (plan.CostUsd is { } cost) Add("in all", Range(cost, Usd));
        Add("a trial takes", plan.TrialSeconds is { } seconds ? $"{Range(seconds, Duration)} ({seconds.Source})" : "not known");
        if (plan.DurationSeconds is { } duration) Add("in all", Range(duration, Duration));
        Add("space", $"{plan.Space.Size}, {Count(plan.Space.Parameters, "parameter")}");
        if (plan.WarmStart is { } warm) Add("warm start", WarmStart(warm));
        output.Write(grid);
        foreach (var similar in plan.Similar.Take(MostSimilar))
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  similar {similar.Score:0.00}  {similar.Name}: {similar.Explanation}"));
        if (plan.Warnings.Count == 0)
        {
            output.WriteLine("Nothing looks wrong.");
            return;
        }

        output.WriteLine("Likely wrong:");
        foreach (var warning in plan.Warnings) output.WriteLine($"  {warning.Pointer} {warning.Detail}");

        void Add(string label, string text) => grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));
    }

    private static string Trials(PlannedTrialsView trials)
    {
        var limit = trials.LimitedBy switch
        {
            "budget" => ", as many as the money pays for",
            "timeout" => ", as many as there is time for",
            "space" => ", as many as there are points",
            _ => "",
        };
        var range = trials.Low < trials.High ? $" ({trials.Low} to {trials.High})" : "";
        return $"{trials.Expected} of {trials.Asked}{range}{limit}";
    }

    private static string WarmStart(PlannedWarmStartView warm) => warm.From.Count == 0
        ? "from no study"
        : $"{Count(warm.Points.Count, "point")} from {string.Join(", ", warm.From.Select(study => study.Name))}"
            + (warm.Learned is { } learned ? $"; near them in {string.Join(", ", learned.Select(p => p.Name))}" : "");

    private static string Range(PlannedRangeView range, Func<double, string> text) => range.Low == range.High
        ? text(range.Expected)
        : $"about {text(range.Expected)}, {text(range.Low)} to {text(range.High)}";

    private static string Usd(double amount) => Format.Usd((decimal)amount);

    private static string Duration(double seconds) =>
        Format.Duration(TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)));

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
