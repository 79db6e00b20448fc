using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study stop</c>.</summary>
internal static class StudyStopCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Required();
        var afterRunning = new Option<bool>("--after-running") { Description = "Let the trials that run end by themselves instead of cutting them short" };
        var command = new Command("stop", "Ask a study to stop; what it has found is kept") { name, afterRunning };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            var study = await connection.Client.StopStudyAsync(parsed.GetRequiredValue(name), parsed.GetValue(afterRunning) ? StopMode.AfterRunning : StopMode.Now, cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(study);
            else environment.Terminal.Output.WriteLine($"Study {study.Name}: {Format.Progress(study)}.{Remark(study, connection.IsServer)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Remark(StudyView study, bool served) =>
        study.State == StudyState.Running && !served ? " No server runs; it stops as soon as one does (`./tuner serve`)." : "";
}
