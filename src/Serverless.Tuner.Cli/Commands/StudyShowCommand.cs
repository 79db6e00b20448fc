using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study show</c>.</summary>
internal static class StudyShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Optional();
        var command = new Command("show", "Show where a study stands and what it has found") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            var study = await connection.Client.GetStudyAsync(
                await StudyName.ResolveAsync(connection.Client, parsed.GetValue(name), cancellationToken), cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(study);
            else StudyReport.Write(environment.Terminal.Output, study, environment.Clock.GetUtcNow());
            return ExitCode.Done;
        });
        return command;
    }
}
