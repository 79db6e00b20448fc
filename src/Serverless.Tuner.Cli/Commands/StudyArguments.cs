using System.CommandLine.Completions;
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

    /// <summary>For a command that prints a table.</summary>
    public Option<bool> Csv { get; } = new("--csv")
    {
        Description = "print the table as CSV, whole and with every digit, and nothing else, to standard output",
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
            var (json, csv) = (parsed.GetValue(_json), parsed.GetValue(Csv));
            if (json && csv) throw new CliException("--json and --csv are two answers; ask for one of them.", ExitCode.InvalidInput);
            await using var call = new StudyCall(_environment, Finder(parsed), parsed, cancellationToken) { Json = json, Csv = csv };
            return await run(call);
        });
        return command;
    }

    /// <summary>The names of studies, for a shell that completes one.</summary>
    public IEnumerable<string> KnownStudies(CompletionContext context) => StudyNames.Find(Finder(context.ParseResult));

    /// <summary>The names of shared budgets, for a shell that completes one.</summary>
    public IEnumerable<string> KnownBudgets(CompletionContext context) => BudgetNames.Find(Finder(context.ParseResult));

    /// <summary>The names of schedules, for a shell that completes one.</summary>
    public IEnumerable<string> KnownSchedules(CompletionContext context) => StudyNames.FindSchedules(Finder(context.ParseResult));

    private ServerFinder Finder(ParseResult parsed) =>
        new(_environment, parsed.GetValue(_server), DataDirectory.At(parsed.GetValue(_data)));
}
