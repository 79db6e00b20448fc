using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner demo</c>: tunes a small neural network within a minute.</summary>
internal static class DemoCommand
{
    private const string Sample = "digits.json";
    private const string StudyName = "digits-demo";

    public static Command Create(CliEnvironment environment)
    {
        var arguments = new ServeArguments();
        var command = new Command("demo", $"Tune samples/{Sample}: a live table, then the best parameters");
        var json = new Option<bool>("--json") { Description = "print the study as JSON at the end, and nothing else, to standard output" };
        command.Add(json);
        arguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(environment, arguments.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliEnvironment environment, ServeOptions options, bool json, CancellationToken cancellationToken)
    {
        var path = Installation.Find("samples", Sample)
            ?? throw new CliException(
                $"samples/{Sample} is missing: run this program through ./tuner in its repository.", ExitCode.InvalidInput);
        await using var server = await StudyServer.FindOrStartAsync(environment, options, cancellationToken);

        var name = await FreeName.FindAsync(server.Client, StudyName, cancellationToken);
        var output = json ? environment.Terminal.Error : environment.Terminal.Output;
        if (name != StudyName) output.WriteLine($"There is a study {StudyName} already; this one is {name}.");
        var study = StudyFile.Read(path, root => root["name"] = name);
        var exitCode = await new WatchedStudy(environment, server, json).RunAsync(study, cancellationToken);
        if (exitCode != ExitCode.Interrupted)
            output.WriteLine(
                $"`{Installation.Command} study show {name}` shows it again, `study trials {name}` every trial, "
                + $"`study trial {name} NUMBER` all about one.");
        return exitCode;
    }
}
