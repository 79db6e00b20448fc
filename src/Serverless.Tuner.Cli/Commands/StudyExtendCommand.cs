using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study extend</c>.</summary>
internal static class StudyExtendCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Required();
        var trials = new Option<int?>("--trials") { Description = "the new total of trials", HelpName = "N" };
        var limit = new Option<decimal?>("--limit") { Description = "the new money limit in US dollars", HelpName = "USD" };
        var timeout = new Option<double?>("--timeout") { Description = "the new time limit in seconds since the study was created", HelpName = "S" };
        NumberRange.RequirePositive(trials);
        NumberRange.RequirePositive(limit);
        NumberRange.RequirePositive(timeout);
        var command = new Command("extend", "Raise a study's limits; a study that ended at one of them goes on") { name, trials, limit, timeout };
        command.Validators.Add(result =>
        {
            if (result.GetResult(trials) is null && result.GetResult(limit) is null && result.GetResult(timeout) is null)
                result.AddError("Say what to raise: --trials, --limit or --timeout.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectAsync(cancellationToken);
            var request = new ExtendRequest
            {
                Trials = parsed.GetValue(trials),
                LimitUsd = parsed.GetValue(limit),
                TimeoutSeconds = parsed.GetValue(timeout),
            };
            var study = await connection.Client.ExtendStudyAsync(parsed.GetRequiredValue(name), request, cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(study);
            else environment.Terminal.Output.WriteLine($"Study {study.Name}: {Format.Progress(study)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
