using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.StudyFiles;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study start FILE</c>.</summary>
internal static class StudyStartCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var file = new Argument<string>("FILE") { Description = "the study file (JSON)" };
        var command = new Command("start", "Start a study; the same file again changes nothing, with more trials it extends the study") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var studyFile = StudyFile.Read(parsed.GetRequiredValue(file));
            await using var connection = await arguments.Finder(environment, parsed).ConnectAsync(cancellationToken);
            var study = await connection.Client.StartStudyAsync(studyFile.Text, cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(study);
            else environment.Terminal.Output.WriteLine($"Study {study.Name}: {Format.Progress(study)}. `./tuner study watch {study.Name}` follows it.");
            return ExitCode.Done;
        });
        return command;
    }
}
