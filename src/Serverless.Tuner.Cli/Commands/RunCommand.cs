using System.CommandLine;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner run FILE</c>: a study from start to end in one command.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var file = new Argument<string>("FILE") { Description = "the study file (JSON)" };
        var json = new Option<bool>("--json") { Description = "print the study as JSON at the end, and nothing else, to standard output" };
        var arguments = new ServeArguments();
        var command = new Command("run", "Start a study, serve it until it has ended, and show its best trials; a server that runs already is used") { file, json };
        arguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(environment, parsed.GetRequiredValue(file), arguments.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, string file, ServeOptions options, bool json, CancellationToken cancellationToken)
    {
        var study = StudyFile.Read(file); // Before anything is started.
        await using var connection = await new ServerFinder(environment, named: null, options.Data).ConnectOrStartAsync(options, cancellationToken);
        return await WatchedStudy.RunAsync(environment, connection, study.Text, json, cancellationToken);
    }
}
