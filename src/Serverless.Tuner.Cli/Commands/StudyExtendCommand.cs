namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study extend</c>.</summary>
internal static class StudyExtendCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        var trials = new Option<int?>("--trials") { Description = "the new total of trials", HelpName = "N" };
        var limit = new Option<decimal?>("--limit") { Description = "the new money limit in US dollars", HelpName = "USD" };
        var timeout = new Option<double?>("--timeout")
        {
            Description = "the new time limit in seconds since the study was created",
            HelpName = "S",
        };
        NumberRange.RequirePositive(trials);
        NumberRange.RequirePositive(limit);
        NumberRange.RequirePositive(timeout);
        var command = new Command("extend", "Raise a study's limits; a study that ended at one of them goes on")
        {
            name, trials, limit, timeout,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(trials) is null && result.GetResult(limit) is null && result.GetResult(timeout) is null)
                result.AddError("Say what to raise: --trials, --limit or --timeout.");
        });
        return arguments.Run(command, async call =>
        {
            var request = new ExtendRequest
            {
                Trials = call.Parsed.GetValue(trials),
                LimitUsd = call.Parsed.GetValue(limit),
                TimeoutSeconds = call.Parsed.GetValue(timeout),
            };
            var client = (await call.ConnectAsync()).Client;
            return call.ShowProgress(await client.ExtendStudyAsync(call.Parsed.GetRequiredValue(name), request, call.CancellationToken));
        });
    }
}
