using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner run FILE</c>: a study from start to end in one command.</summary>
internal static class RunCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var file = new Argument<string>("FILE") { Description = "the study file (JSON)" };
        var json = new Option<bool>("--json") { Description = "print the study as JSON at the end, and nothing else, to standard output" };
        var arguments = new ServeArguments();
        var command = new Command(
            "run",
                "Start a study, serve it until it has ended, and show its best trials; a server that runs already is used") { file, json };
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = arguments.Read(parsed);
            var study = StudyFile.Read(parsed.GetRequiredValue(file)); // Before a server is started.
            await using var connection = await new ServerFinder(environment, named: null, options.Data)
                .ConnectOrStartAsync(options, cancellationToken);
            return await new WatchedStudy(environment, connection, parsed.GetValue(json)).RunAsync(study, cancellationToken);
        });
        return command;
    }
}
