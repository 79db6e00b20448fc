using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study resume</c>.</summary>
internal static class StudyResumeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Required();
        var command = new Command("resume", "Let a stopped study go on") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectAsync(cancellationToken);
            var study = await connection.Client.ResumeStudyAsync(parsed.GetRequiredValue(name), cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(study);
            else environment.Terminal.Output.WriteLine($"Study {study.Name}: {Format.Progress(study)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
