using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Budgets that studies share.</summary>
internal static class BudgetReport
{
    private static readonly string[] s_headers = ["budget", "limit", "spent", "reserved", "free", "studies at once", "waiting"];

    public static Table Table(IEnumerable<BudgetView> budgets)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var header in s_headers) table.AddColumn(header);
        foreach (var budget in budgets)
            table.AddRow(
                new Text(budget.Name), new Text(Limit(budget)), new Text(Usd(budget.SpentUsd)), new Text(Usd(budget.ReservedUsd)),
                new Text(Usd(budget.FreeUsd)), new Text(budget.MaxStudies?.ToString(CultureInfo.InvariantCulture) ?? "–"),
                new Text(budget.Studies.Count(study => study.Waiting).ToString(CultureInfo.InvariantCulture)));
        return table;
    }

    public static void Write(IAnsiConsole output, BudgetView budget)
    {
        output.WriteLine(
            $"Budget {budget.Name}: {Usd(budget.SpentUsd)} spent and {Usd(budget.ReservedUsd)} reserved of {Limit(budget)}, "
            + $"{Usd(budget.FreeUsd)} free"
            + (budget.OverrunUsd > 0 ? $", exceeded by {Usd(budget.OverrunUsd)}" : "") + ".");
        if (budget.PeriodEnd is { } end) output.WriteLine($"The next period begins {Format.Time(end)} UTC.");
        if (budget.MaxStudies is { } most)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"At most {most} of its studies run at once."));
        foreach (var alert in budget.Alerts)
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{alert.Percent} % were reached at {Format.Time(alert.At)} UTC ({Usd(alert.SpentUsd)})."));
        if (budget.Studies.Count == 0) return;
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var header in (string[])["study", "spent", "reserved", ""]) table.AddColumn(header);
        foreach (var study in budget.Studies)
            table.AddRow(
                new Text(study.Study), new Text(Usd(study.SpentUsd)), new Text(Usd(study.ReservedUsd)),
                new Text(study.Waiting ? "waits for money" : ""));
        output.Write(table);
    }

    private static string Limit(BudgetView budget) => budget.Period switch
    {
        BudgetPeriod.Week => $"{Usd(budget.LimitUsd)} a week",
        BudgetPeriod.Month => $"{Usd(budget.LimitUsd)} a month",
        _ => Usd(budget.LimitUsd),
    };

    private static string Usd(decimal usd) => string.Create(CultureInfo.InvariantCulture, $"${usd:0.00####}");
}
