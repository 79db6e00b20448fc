using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli;

/// <summary>Runs a command line; every failure becomes a line for people and an exit code.</summary>
internal static partial class CliApplication
{
    public static async Task<int> RunAsync(Command commands, string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = commands.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Action is ParseErrorAction)
        {
            // A command without the subcommand that it needs: the help lists them.
            if (parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
            {
                commands.Parse([.. arguments, "--help"]).Invoke(new() { Output = terminal.Json });
                return ExitCode.Done;
            }

            foreach (var message in Messages(parsed)) terminal.Error.WriteLine(message);
            if (Mistyped.Hint(parsed) is { } hint) terminal.Error.WriteLine(hint);
            terminal.Error.WriteLine($"`{CommandPath(parsed)} --help` shows what there is.");
            return ExitCode.InvalidInput;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Json,
                Error = terminal.ErrorText,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e)
        {
            return Explain(e, terminal, cancellationToken);
        }
    }

    // "... for option '--port' as expected type 'System.Nullable`1[System.Int32]'."
    [GeneratedRegex(" as expected type '[^']*'")]
    private static partial Regex TypeName { get; }

    // "Did you mean one of the following?\nEnded\nRunning", "Must be one of:\n\t'read'\n\t'work'"
    [GeneratedRegex(@"(?<=following\?|Must be one of:)\r?\n[\w\r\n\t'-]+\z")]
    private static partial Regex Choices { get; }

    // On one line: what was typed stands in it, too, and is to fake none.
    private static string ForPeople(string message) => Choices.Replace(
        TypeName.Replace(message, ""),
        choices => " " + string.Join(", ", choices.Value.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)));

    // Where a word stands in the place of the subcommand, that one was meant and is not missing.
    private static IEnumerable<string> Messages(ParseResult parsed) => parsed.Errors
        .Select(error => error.Message)
        .Where(message => parsed.UnmatchedTokens.Count == 0 || message != "Required command was not provided.")
        .Select(ForPeople).Distinct();

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(result.Command is RootCommand ? Installation.Command : result.Command.Name);
        return string.Join(' ', names);
    }

    private static int Explain(Exception exception, Terminal terminal, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                return ExitCode.Interrupted;
            case CliException e:
                terminal.Error.WriteLine(e.Message);
                foreach (var detail in e.Details) terminal.Error.WriteLine($"  {detail}");
                return e.ExitCode;
            case TunerApiException e:
                ProblemReport.Write(terminal.Error, e.Problem);
                return ProblemReport.ExitCodeOf(e.Problem);
            case HttpRequestException e:
                terminal.Error.WriteLine($"The server does not answer: {e.Message}");
                return ExitCode.NoServer;
            case OperationCanceledException:
                terminal.Error.WriteLine("The server does not answer in time.");
                return ExitCode.NoServer;
            case IOException or UnauthorizedAccessException:
                terminal.Error.WriteLine(exception.Message);
                return ExitCode.InvalidInput;
            default:
                // The runtime would write texts in the message to the terminal as they are.
                terminal.ErrorText.WriteLine($"A fault of this program; please report it: {exception}");
                return ExitCode.Fault;
        }
    }
}
