using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner budget set</c>.</summary>
internal static class BudgetSetCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = BudgetCommand.Name(arguments);
        var limit = new Option<decimal?>("--limit")
        {
            Description = "US dollars that all its studies may cost together in a period",
            HelpName = "USD",
            Required = true,
        };
        NumberRange.RequirePositive(limit);
        var period = new Option<BudgetPeriod>("--period")
        {
            Description = "for how long the limit holds before it begins anew, in UTC, weeks on Monday (default: none, for ever)",
            HelpName = "none|week|month",
        };
        period.AcceptOnlyFromAmong([.. Enum.GetNames<BudgetPeriod>().Select(known => known.ToLowerInvariant())]);
        var most = new Option<int?>("--max-studies")
        {
            Description = "how many of its studies run at once; others are pending",
            HelpName = "N",
        };
        NumberRange.RequirePositive(most);
        var notify = new Option<string[]>("--notify")
        {
            Description = "a webhook that is told at 50, 80 and 100 %; may be given several times",
            HelpName = "URL",
        };
        var secret = new Option<string?>("--secret")
        {
            Description = "the name of the secret that signs what they are told",
            HelpName = "NAME",
        };
        const string Description = "Make a shared budget, or make it what is given: what is not given is as for a new one";
        return arguments.Run(new("set", Description) { name, limit, period, most, notify, secret }, async call =>
        {
            var request = new BudgetRequest
            {
                LimitUsd = call.Parsed.GetValue(limit)!.Value,
                Period = call.Parsed.GetValue(period),
                MaxStudies = call.Parsed.GetValue(most),
                Notify = call.Parsed.GetValue(notify) is { Length: > 0 } urls
                    ? [.. urls.Select(url => new BudgetNotifySpec { Url = url, Secret = call.Parsed.GetValue(secret) })]
                    : null,
            };
            var budget = await (await call.ConnectOrOpenAsync()).Client.PutBudgetAsync(
                call.Parsed.GetRequiredValue(name), request, call.CancellationToken);
            return call.Show(budget, () => BudgetReport.Write(call.Output, budget));
        });
    }
}
