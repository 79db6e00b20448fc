using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner run FILE</c>, or with the study in options: a study from start to end in one command.</summary>
internal static class RunCommand
{
    private const string NameField = "name";

    public static Command Create(CliEnvironment environment)
    {
        var words = new Argument<string[]>("FILE")
        {
            Description = "the study file (JSON or YAML); after -- the program to run for each trial, with {parameter} in its arguments",
            HelpName = "FILE or -- PROGRAM",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json") { Description = "print the study as JSON at the end, and nothing else, to standard output" };
        var arguments = new ServeArguments();
        var study = new StudyOptions();
        var command = new Command(
            "run",
            "Start a study, serve it until it has ended, and show its best trials; a server that runs already is used") { words, json };
        study.AddTo(command);
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = arguments.Read(parsed);
            var (file, program) = Split(parsed, parsed.GetValue(words) ?? []);
            var body = Read(parsed, study, file, program); // Before a server is started.
            if (StudyFile.IsExternal(body))
                throw new CliException(
                    "Nothing here evaluates this study: its objective is external, or left out. "
                    + $"`{Installation.Command} study start` starts it, and its workers ask for its trials (docs/ask-tell.md).",
                    ExitCode.InvalidInput);
            await using var server = await StudyServer.FindOrStartAsync(environment, options, cancellationToken);
            if (file is null) body = await NameAsync(body, server, cancellationToken);
            return await new WatchedStudy(environment, server, parsed.GetValue(json)).RunAsync(body, cancellationToken);
        });
        return command;
    }

    private static string Read(ParseResult parsed, StudyOptions study, string? file, string[] program)
    {
        if (file is not null) return StudyFile.Read(file, study.Changes(parsed, program));
        var root = new JsonObject();
        study.Changes(parsed, program)?.Invoke(root);
        return root["objective"] is not null ? root.ToJsonString() : throw new CliException(
            "Say what to run: a study file, --objective NAME, or -- PROGRAM ARGUMENTS.", ExitCode.InvalidInput);
    }

    /// <summary>What stands before <c>--</c> is a file, what follows a program.</summary>
    private static (string? File, string[] Program) Split(ParseResult parsed, string[] words)
    {
        var behind = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Count(token => token.Type == TokenType.Argument);
        var files = words[..(words.Length - behind)];
        if (Array.Find(files, word => word is ['-', _, ..]) is { } option)
            throw new CliException($"There is no option '{option}'. {Mistyped.Hint(parsed)}".TrimEnd(), ExitCode.InvalidInput);
        return files.Length <= 1
            ? (files.SingleOrDefault(), words[^behind..])
            : throw new CliException(
                $"'{files[1]}' is one file too many; a program stands behind --, as in -- {string.Join(' ', files)}.",
                ExitCode.InvalidInput);
    }

    /// <summary>A study without a name is called after what it runs.</summary>
    private static async Task<string> NameAsync(string body, StudyServer server, CancellationToken cancellationToken)
    {
        var root = JsonNode.Parse(body)!.AsObject();
        if (root.ContainsKey(NameField)) return body;
        var wanted = StudyTemplate.NameFor(StudyOptions.Subject(root));
        root[NameField] = await FreeName.FindAsync(server.Client, wanted, cancellationToken);
        return root.ToJsonString();
    }
}
