using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study stop</c>.</summary>
internal static class StudyStopCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        var afterRunning = new Option<bool>("--after-running")
        {
            Description = "Let the trials that run end by themselves instead of cutting them short",
        };
        return arguments.Run(new("stop", "Ask a study to stop; what it has found is kept") { name, afterRunning }, async call =>
        {
            var connection = await call.ConnectOrOpenAsync();
            var mode = call.Parsed.GetValue(afterRunning) ? StopMode.AfterRunning : StopMode.Now;
            var study = await connection.Client.StopStudyAsync(call.Parsed.GetRequiredValue(name), mode, call.CancellationToken);
            var waits = study.State == StudyState.Running && !connection.IsServer;
            return call.ShowProgress(
                study, waits ? $" No server runs; it stops as soon as one does (`{Installation.Command} serve`)." : "");
        });
    }
}
