using System.CommandLine;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>The options that every <c>tuner study</c> command has.</summary>
internal sealed class StudyArguments
{
    private readonly Option<string?> _server = new("--server")
    {
        Description = $"the server (default: {ServerFinder.Variable}, then the one that works on the data directory)",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _data = DataOption.Create();

    private readonly Option<bool> _json = new("--json")
    {
        Description = "print the API's JSON, and nothing else, to standard output",
        Recursive = true,
    };

    public StudyArguments() => _data.Recursive = true;

    /// <summary>Adds them to a command and all commands below it.</summary>
    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_data);
        command.Add(_json);
    }

    /// <summary>Whether JSON is wanted.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Finds the server that is meant.</summary>
    public ServerFinder Finder(CliEnvironment environment, ParseResult parsed) =>
        new(environment, parsed.GetValue(_server), DataDirectory.At(parsed.GetValue(_data)));
}
