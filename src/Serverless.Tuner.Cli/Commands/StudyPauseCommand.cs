namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study pause</c>.</summary>
internal static class StudyPauseCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        const string Description = "Start nothing more until the study is resumed; the trials that run end by themselves";
        return arguments.Run(new("pause", Description) { name }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            return call.ShowProgress(await client.PauseStudyAsync(call.Parsed.GetRequiredValue(name), call.CancellationToken));
        });
    }
}
