namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study resume</c>.</summary>
internal static class StudyResumeCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        return arguments.Run(new("resume", "Let a study go on that was paused or stopped") { name }, async call =>
        {
            var client = (await call.ConnectAsync()).Client;
            return call.ShowProgress(await client.ResumeStudyAsync(call.Parsed.GetRequiredValue(name), call.CancellationToken));
        });
    }
}
