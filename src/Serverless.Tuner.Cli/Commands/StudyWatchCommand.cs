using System.CommandLine;
using Serverless.Tuner.Cli.Watching;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study watch</c>.</summary>
internal static class StudyWatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Optional();
        var command = new Command("watch", "Follow a study until it has ended; Ctrl+C stops following, the study goes on") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectAsync(cancellationToken);
            var study = await StudyName.ResolveAsync(connection.Client, parsed.GetValue(name), cancellationToken);
            var json = arguments.Json(parsed);
            // With JSON on standard output, what people read goes beside it.
            var shown = json ? environment with { Terminal = environment.Terminal with { Output = environment.Terminal.Error } } : environment;

            var last = await StudyDisplay.ShowAsync(
                shown, new StudyWatcher(connection.Client, study, environment.Clock), fromStart: false, cancellationToken);
            return await WatchedStudy.CloseAsync(environment, connection, last, json, cancellationToken);
        });
        return command;
    }
}
