namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study retry-trial NAME NUMBER</c>.</summary>
internal static class StudyRetryTrialCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var (name, number) = (StudyName.Required(arguments), TrialNumber.Required());
        return arguments.Run(new("retry-trial", "Have the point of a trial that has ended tried again, as a new trial") { name, number },
            async call =>
            {
                var client = (await call.ConnectAsync()).Client;
                var (study, trial) = (call.Parsed.GetRequiredValue(name), call.Parsed.GetRequiredValue(number));
                return call.ShowEnqueued(await client.RetryTrialAsync(study, trial, cancellationToken: call.CancellationToken));
            });
    }
}
