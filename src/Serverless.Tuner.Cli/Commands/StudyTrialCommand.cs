using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study trial NAME NUMBER</c>.</summary>
internal static class StudyTrialCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Required();
        var number = new Argument<int>("NUMBER") { Description = "the trial's number, from 0" };
        number.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith('-')) result.AddError("NUMBER must be 0 or more.");
        });
        var command = new Command("trial", "Show everything about one trial: the whole reason of a failure, its reports, its attributes") { name, number };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            var trial = await connection.Client.GetTrialAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(number), cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(trial);
            else TrialReport.Write(environment.Terminal.Output, trial, environment.Clock.GetUtcNow());
            return ExitCode.Done;
        });
        return command;
    }
}
