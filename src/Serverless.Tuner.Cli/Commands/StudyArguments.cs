using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>The options that every <c>tuner study</c> command has, and the server that they name.</summary>
internal sealed class StudyArguments
{
    private readonly CliEnvironment _environment;
    private readonly Option<string?> _data = DataOption.Create();

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"the server (default: {ServerFinder.Variable}, then the one that works on the data directory)",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "print the API's JSON, and nothing else, to standard output",
        Recursive = true,
    };

    public StudyArguments(CliEnvironment environment)
    {
        _environment = environment;
        _data.Recursive = true;
    }

    /// <summary>Adds the options to a command and all commands below it.</summary>
    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_data);
        command.Add(_json);
    }

    /// <summary>Gives a command what it does.</summary>
    public Command Run(Command command, Func<StudyCall, Task<int>> run)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var finder = new ServerFinder(_environment, parsed.GetValue(_server), DataDirectory.At(parsed.GetValue(_data)));
            await using var call = new StudyCall(_environment, finder, parsed, parsed.GetValue(_json), cancellationToken);
            return await run(call);
        });
        return command;
    }
}
