using System.Text;
using Serverless.Tuner.Cli.Agents;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner mcp</c>: the tools for agents, by standard input and output.</summary>
internal static class McpCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new ServeArguments();
        var server = new Option<string?>("--server")
        {
            Description = $"the server (default: {ServerFinder.Variable}, then the one that works on the data directory, else a new one)",
            HelpName = "URL",
        };
        var allowCommands = new Option<bool>("--allow-commands")
        {
            Description = "let the agent start studies that run programs here; without it such are refused",
        };
        var command = new Command(
            "mcp",
            "Let an agent use the tuner: the Model Context Protocol by standard input and output (docs/agents.md). It ends with its input")
        {
            server, allowCommands,
        };
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = arguments.Read(parsed);
            var finder = new ServerFinder(environment, parsed.GetValue(server), options.Data);
            await using var found = new StudyServer(
                await finder.ConnectOrStartAsync(options, cancellationToken),
                async stopping => await finder.ConnectOrStartAsync(options, stopping, isQuiet: true),
                "The server has ended.");
            // Standard output is the agent's alone, as the server writes it: what is for people goes to standard error.
            environment.Terminal.Error.WriteLine($"Answering an agent with the server at {found.Url}.");
            var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            using var input = new StreamReader(Console.OpenStandardInput(), utf8);
            await using var output = new StreamWriter(Console.OpenStandardOutput(), utf8);
            await new McpRelay(found, output, parsed.GetValue(allowCommands)).RunAsync(input, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
