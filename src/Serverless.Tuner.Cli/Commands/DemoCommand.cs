using System.CommandLine;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.StudyFiles;
using Serverless.Tuner.Client;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner demo</c>: tunes a small neural network, so that there is something to see within a minute.</summary>
internal static class DemoCommand
{
    private const string Sample = "digits.json";
    private const string StudyName = "digits-demo";

    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new ServeArguments();
        var command = new Command("demo", $"Tune samples/{Sample}: a live table, then the best parameters");
        arguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, arguments.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ServeOptions options, CancellationToken cancellationToken)
    {
        var path = Installation.Sample(Sample)
            ?? throw new CliException($"samples/{Sample} is missing: run this program through ./tuner in its repository.", ExitCode.InvalidInput);
        await using var connection = await new ServerFinder(environment, named: null, options.Data).ConnectOrStartAsync(options, cancellationToken);

        var name = await FreeNameAsync(connection.Client, cancellationToken);
        var output = environment.Terminal.Output;
        if (name != StudyName) output.WriteLine($"There is a study {StudyName} already; this one is {name}.");
        var exitCode = await WatchedStudy.RunAsync(environment, connection, StudyFile.Read(path, rename: name).Text, json: false, cancellationToken);
        if (exitCode != ExitCode.Interrupted) output.WriteLine($"`./tuner study show {name}` shows it again, `./tuner study trials {name}` every trial, `./tuner study trial {name} NUMBER` all about one.");
        return exitCode;
    }

    private static async Task<string> FreeNameAsync(TunerClient client, CancellationToken cancellationToken)
    {
        var names = await client.ListStudiesAsync(cancellationToken).Select(study => study.Name).ToHashSetAsync(cancellationToken: cancellationToken);
        if (!names.Contains(StudyName)) return StudyName;
        return Enumerable.Range(2, names.Count + 1).Select(number => $"{StudyName}-{number}").First(name => !names.Contains(name));
    }
}
